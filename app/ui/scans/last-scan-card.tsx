import { BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { scanTexts } from "../texts/scans.ts";
import styles from "./last-scan-card.module.css";
import { ScanStateBadge } from "./scan-state-badge.tsx";
import type { LastScanView, SystemRowsView, UnreadView } from "./view.ts";

const texts = scanTexts.last;

export function LastScanCard({ view }: { readonly view: LastScanView }) {
  const { when, state, problem, systems, unread } = view;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {texts.heading}
            </Text>
            <ScanStateBadge state={state} />
          </InlineStack>
          <Link url="/app/scans">{texts.all}</Link>
        </InlineStack>
        <Text as="p" tone="subdued">
          {when}
        </Text>
        {problem !== null && unread.length === 0 && <Text as="p">{problem}</Text>}
        {unread.length > 0 && <Unread unread={unread} />}
        {systems.length > 0 && <Rows systems={systems} />}
      </BlockStack>
    </Card>
  );
}

function Unread({ unread }: { readonly unread: readonly UnreadView[] }) {
  return (
    <Box background="bg-surface-caution" padding="300" borderRadius="200">
      <BlockStack gap="200">
        <ul className={styles["unread"]}>
          {unread.map(({ id, text, problem, mend }) => (
            <li key={id}>
              <Text as="p" fontWeight="medium" breakWord>
                {text}
              </Text>
              <Text as="p" breakWord>
                {problem} {mend && <Link url={mend.href}>{mend.label}</Link>}
              </Text>
            </li>
          ))}
        </ul>
        <Text as="p">{texts.unreadHelp}</Text>
      </BlockStack>
    </Box>
  );
}

function Rows({ systems }: { readonly systems: readonly SystemRowsView[] }) {
  return (
    <table className={styles["rows"]}>
      <caption className={styles["hidden"]}>{texts.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.system}</th>
          <th scope="col">{texts.read}</th>
          <th scope="col">{texts.unmatched}</th>
          <th scope="col">{texts.rejected}</th>
        </tr>
      </thead>
      <tbody>
        {systems.map(({ system, name, rows, unmatched, rejected }) => (
          <tr key={system}>
            <th scope="row">{name}</th>
            <td>{rows}</td>
            <td>{unmatched}</td>
            <td>{rejected}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
