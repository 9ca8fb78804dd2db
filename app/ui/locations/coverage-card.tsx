import { Badge, BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import { locationTexts } from "../texts/locations.ts";
import styles from "./coverage-card.module.css";
import { codesAt } from "./judge-mapping.ts";
import type { Choice, LocationsView, LocationView } from "./view.ts";

const texts = locationTexts.coverage;

export interface CoverageCardProps {
  readonly view: LocationsView;
  readonly choice: Choice;
}

/** The mapping the other way round: per Shopify location, the codes that stand for it. */
export function CoverageCard({ view, choice }: CoverageCardProps) {
  const roles = [...new Map(view.connections.map(({ role, roleName }) => [role, roleName]))];
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {texts.heading}
          </Text>
          {view.locations.length === 0 && <Text as="p">{texts.noLocations}</Text>}
        </BlockStack>
      </Box>
      {view.locations.length > 0 && (
        <table className={styles["table"]}>
          <caption className={styles["hidden"]}>{texts.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{locationTexts.location}</th>
              {roles.map(([role, roleName]) => (
                <th key={role} scope="col">
                  {roleName}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.locations.map((location) => (
              <tr key={location.id}>
                <th scope="row">
                  <Name location={location} />
                </th>
                {roles.map(([role]) => (
                  <td key={role}>
                    <Codes codes={codesAt(location.id, role, choice, view).map(({ code }) => code)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function Name({ location: { name, active, fulfillmentService } }: { readonly location: LocationView }) {
  return (
    <InlineStack gap="200">
      <Text as="span" breakWord>
        {name}
      </Text>
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
