import { Badge, Banner, BlockStack, Box, Card, Icon, InlineStack, Select, Text } from "@shopify/polaris";
import { AlertTriangleIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { FindBox, ShowMore } from "../frame/page-controls.tsx";
import { usePages } from "../frame/use-pages.ts";
import { locationTexts as texts } from "../texts/locations.ts";
import styles from "./codes-card.module.css";
import { warningOf } from "./judge-mapping.ts";
import type { Choice, CodeView, ConnectionCodesView, LocationsView } from "./view.ts";

export interface CodesCardProps {
  readonly connection: ConnectionCodesView;
  readonly view: LocationsView;
  readonly choice: Choice;
  readonly onChoose: (key: string, locationId: string) => void;
}

/** The codes of one connection, each with its Shopify location. */
export function CodesCard({ connection, view, choice, onChoose }: CodesCardProps) {
  const { name, roleName, problem, codes } = connection;
  const pages = usePages(codes, (code) => `${code.code} ${code.name ?? ""}`);
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="300">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd" breakWord>
              {name}
            </Text>
            <Badge>{roleName}</Badge>
          </InlineStack>
          {problem !== null && (
            <Banner tone="warning" title={texts.unreadable(name)}>
              <Text as="p">{problem}</Text>
            </Banner>
          )}
          {codes.length === 0 && problem === null && <Text as="p">{texts.noCodes}</Text>}
        </BlockStack>
      </Box>
      <FindBox pages={pages} label={texts.findCode} />
      <ul className={styles["codes"]}>
        {pages.shown.map((code) => (
          <li key={code.key} className={styles["code"]}>
            <Code
              code={code}
              chosen={choice[code.key] ?? ""}
              stored={view.stored[code.key] ?? ""}
              warning={warningOf(code, connection, choice, view)}
              options={view.locations}
              onChoose={(locationId) => onChoose(code.key, locationId)}
            />
          </li>
        ))}
      </ul>
      {codes.length > 0 && <ShowMore pages={pages} />}
    </Card>
  );
}

interface CodeProps {
  readonly code: CodeView;
  readonly chosen: string;
  readonly stored: string;
  readonly warning: string | null;
  readonly options: LocationsView["locations"];
  readonly onChoose: (locationId: string) => void;
}

/** So many choices stand on the page for every code; of more, a code has only its own until somebody turns to it. */
const fewChoices = 100;

function Code({ code: { code, name, proposal }, chosen, stored, warning, options, onChoose }: CodeProps) {
  const [isWanted, setWanted] = useState(options.length <= fewChoices);
  const want = () => setWanted(true);
  const offered = isWanted ? options : options.filter(({ id }) => id === chosen);
  const note = chosen === stored ? null : chosen === proposal?.locationId ? proposal.because : texts.unsaved;
  return (
    <>
      <div className={styles["what"]}>
        <Text as="p" fontWeight="medium" breakWord>
          <bdi>{code}</bdi>
        </Text>
        {name !== null && (
          <Text as="p" tone="subdued" breakWord>
            <bdi>{name}</bdi>
          </Text>
        )}
      </div>
      <div className={styles["choice"]} onPointerEnter={want} onFocus={want}>
        <Select
          label={texts.pick(code)}
          labelHidden
          options={[
            { value: "", label: texts.notMapped },
            ...offered.map((location) => ({
              value: location.id,
              label: location.active ? location.name : texts.closed(location.name),
            })),
          ]}
          value={chosen}
          onChange={onChoose}
        />
        {note !== null && (
          <Text as="p" tone="subdued">
            {note}
          </Text>
        )}
        {warning !== null && (
          <p className={styles["warning"]}>
            <Icon source={AlertTriangleIcon} tone="caution" />
            <span>{warning}</span>
          </p>
        )}
      </div>
    </>
  );
}
