import { Badge, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { DiscrepancyTable } from "../discrepancies/discrepancy-table.tsx";
import styles from "../frame/facts.module.css";
import { Titled } from "../frame/titled.tsx";
import { incidentTexts as texts } from "../texts/incident.ts";
import type { IncidentView } from "./present-incident.ts";

export function IncidentPage({ view }: { readonly view: IncidentView }) {
  const { title, state, closed, meaning, advice, facts, systems, groups, shown, report, resync } = view;
  return (
    <Page
      title={title}
      backAction={{ content: texts.back, url: "/app" }}
      {...(resync !== null && { primaryAction: { content: texts.resync, url: resync } })}
      titleMetadata={<Badge {...(closed && { tone: "success" as const })}>{state}</Badge>}
    >
      <div className={styles["columns"]}>
        <div className={styles["column"]}>
          <Titled heading={texts.why}>
            <Text as="p" variant="bodyLg">
              {meaning}
            </Text>
            <dl className={styles["facts"]}>
              {(["tell", "cure", "patch"] as const).map((part) => (
                <div key={part}>
                  <dt>{texts[part]}</dt>
                  <dd>{advice[part]}</dd>
                </div>
              ))}
            </dl>
          </Titled>
          <Titled heading={texts.report.heading}>
            <Text as="p">{report === null ? texts.report.none : texts.report.body}</Text>
            {report !== null && (
              <InlineStack>
                <Button url={report}>{texts.report.open}</Button>
              </InlineStack>
            )}
          </Titled>
        </div>
        <div className={styles["column"]}>
          <Titled heading={texts.facts.heading}>
            <dl className={styles["facts"]}>
              {facts.map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </Titled>
        </div>
      </div>
      <Box paddingBlockStart="400">
        <Card padding="0">
          <Box padding="400">
            <Text as="h2" variant="headingMd">
              {texts.members.heading}
            </Text>
            {shown !== null && (
              <Text as="p" tone="subdued">
                {shown}
              </Text>
            )}
            {groups.length === 0 && <Text as="p">{texts.members.none}</Text>}
          </Box>
          {groups.length > 0 && <DiscrepancyTable table={{ systems, groups, without: [] }} many={null} />}
        </Card>
      </Box>
    </Page>
  );
}
