import { BlockStack, Box, Button, Card, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { connectionTexts as texts } from "../texts/connections.ts";
import styles from "./connections-page.module.css";
import { HealthBadge } from "./health-badge.tsx";
import type { ConnectionRowView, ConnectionsView } from "./view.ts";

const add = { content: texts.add, url: "/app/connections/new" };

export function ConnectionsPage({ view: { rows } }: { readonly view: ConnectionsView }) {
  if (rows.length === 0) {
    return (
      <Page title={texts.title} subtitle={texts.subtitle}>
        <Card>
          <Box paddingBlock="600">
            <BlockStack gap="400" inlineAlign="center">
              <Text as="h2" variant="headingMd" alignment="center">
                {texts.empty}
              </Text>
              <Text as="p" tone="subdued" alignment="center">
                {texts.emptyBody}
              </Text>
              <Button variant="primary" url={add.url}>
                {add.content}
              </Button>
            </BlockStack>
          </Box>
        </Card>
      </Page>
    );
  }
  return (
    <Page title={texts.title} subtitle={texts.subtitle} primaryAction={add}>
      <Card padding="0">
        <ul className={styles["list"]}>
          {rows.map((row) => (
            <li key={row.id} className={styles["row"]}>
              <Row row={row} />
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}

function Row({ row }: { readonly row: ConnectionRowView }) {
  const { href, name, connector, role, health, problem, leftAlone, lastRead, codes } = row;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h2" variant="headingSm" breakWord>
          <Link url={href} removeUnderline accessibilityLabel={texts.list.open(name)}>
            {name}
          </Link>
        </Text>
        <HealthBadge health={health} />
      </InlineStack>
      <Text as="p" tone="subdued">
        {role} · {connector}
      </Text>
      {problem !== null && (
        <Text as="p" tone="critical" breakWord>
          {problem}
        </Text>
      )}
      {leftAlone !== null && (
        <Text as="p" breakWord>
          {leftAlone}
        </Text>
      )}
      <dl className={styles["facts"]}>
        <div>
          <dt>{texts.list.lastRead}</dt>
          <dd>{lastRead}</dd>
        </div>
        <div>
          <dt>{texts.list.codes}</dt>
          <dd>{codes}</dd>
        </div>
      </dl>
    </BlockStack>
  );
}
