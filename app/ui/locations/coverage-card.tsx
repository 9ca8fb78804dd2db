import { Badge, BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { FactTable } from "../frame/fact-table.tsx";
import { FindBox, ShowMore } from "../frame/page-controls.tsx";
import { usePages } from "../frame/use-pages.ts";
import { locationTexts } from "../texts/locations.ts";
import { codesAt } from "./judge-mapping.ts";
import type { Choice, LocationsView, LocationStateView, LocationView } from "./view.ts";

const texts = locationTexts.coverage;

export interface CoverageCardProps {
  readonly view: LocationsView;
  readonly choice: Choice;
}

/** The mapping the other way round: per Shopify location the codes that stand for it, and how it fares. */
export function CoverageCard({ view, choice }: CoverageCardProps) {
  const roles = [...new Map(view.connections.map(({ role, roleName }) => [role, roleName]))];
  const pages = usePages(view.locations, ({ name }) => name);
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {texts.heading}
          </Text>
          <Text as="p" tone="subdued">
            {view.locations.length === 0 ? texts.noLocations : view.pools}
          </Text>
        </BlockStack>
      </Box>
      {view.locations.length > 0 && (
        <>
          <FindBox pages={pages} label={texts.find} />
          <FactTable
            caption={texts.caption}
            columns={[
              locationTexts.location,
              ...roles.map(([, name]) => name),
              ...[texts.read, texts.open, texts.lags, texts.pace],
            ]}
            rows={pages.shown.map((location) => ({
              id: location.id,
              cells: [
                <Name key="name" location={location} />,
                ...roles.map(([role]) => (
                  <Codes
                    key={role}
                    codes={codesAt(location.id, role, choice, view).map(({ code }) => code)}
                  />
                )),
                <Lines key="read" lines={location.state.read} />,
                <Open key="open" state={location.state} />,
                <Lags key="lags" state={location.state} />,
                location.state.orders,
              ],
            }))}
          />
          <ShowMore pages={pages} />
        </>
      )}
    </Card>
  );
}

function Name({ location: { id, name, active, fulfillmentService } }: { readonly location: LocationView }) {
  return (
    <InlineStack gap="200">
      <span id={id}>
        <bdi>{name}</bdi>
      </span>
      {!active && <Badge tone="warning">{texts.closed}</Badge>}
      {fulfillmentService && <Badge>{texts.service}</Badge>}
    </InlineStack>
  );
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  return codes.length === 0 ? (
    <Text as="span" tone="subdued">
      {texts.none}
    </Text>
  ) : (
    <bdi>{codes.join(" + ")}</bdi>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return lines.map((line) => <div key={line}>{line}</div>);
}

function Open({ state: { open, more } }: { readonly state: LocationStateView }) {
  if (open.length === 0) return <>{texts.nothingOpen}</>;
  return (
    <>
      {open.map(({ label, href }) => (
        <div key={`${href} ${label}`}>
          <Link url={href}>{label}</Link>
        </div>
      ))}
      {more}
    </>
  );
}

function Lags({ state: { lags } }: { readonly state: LocationStateView }) {
  if (lags.length === 0) return <>{texts.noLag}</>;
  return lags.map(({ words, late }) => <div key={words}>{late ? <strong>{words}</strong> : words}</div>);
}
