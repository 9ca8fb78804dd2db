import { BlockStack, Box, Card, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { besideCards } from "../frame/spacing.ts";
import { LastScanCard } from "../scans/last-scan-card.tsx";
import { ProgressCard } from "../scans/progress-card.tsx";
import { Checklist } from "../setup/checklist.tsx";
import { discrepancyTexts as texts } from "../texts/discrepancies.ts";
import { DiscrepancyTable } from "./discrepancy-table.tsx";
import { EmptyHome } from "./empty-home-card.tsx";
import { FilterBar, type Filter } from "./filter-bar.tsx";
import { Metrics } from "./metrics.tsx";
import { TroubleBanner } from "./trouble-banner.tsx";
import { ViewTabs } from "./view-tabs.tsx";
import type { HomeView } from "./view.ts";

export interface HomeActions {
  readonly scan: () => void;
  readonly cancelScan: (scanId: string) => void;
  readonly dismissChecklist: () => void;
  readonly filter: (filter: Filter) => void;
}

export interface HomePageProps {
  readonly view: HomeView;
  readonly busy: "scan" | "cancel" | "filter" | null;
  readonly actions: HomeActions;
}

export function HomePage({ view, busy, actions }: HomePageProps) {
  const { checklist, progress, troubles, moreTroubles, metrics, table, empty, lastScan } = view;
  const asksForScan = checklist !== null || empty?.action != null;
  const scan = { content: texts.scan, onAction: actions.scan, loading: busy === "scan" };
  const shownEmpty = checklist !== null && lastScan === null ? null : empty;
  return (
    <Page
      title={texts.title}
      subtitle={texts.subtitle}
      {...(view.canScan && !asksForScan ? { primaryAction: scan } : {})}
    >
      <BlockStack gap="400">
        {checklist && (
          <Checklist
            view={checklist}
            starting={busy === "scan"}
            onScan={actions.scan}
            onDismiss={actions.dismissChecklist}
          />
        )}
        {progress && (
          <ProgressCard view={progress} cancelling={busy === "cancel"} onCancel={actions.cancelScan} />
        )}
        {troubles.length > 0 && (
          <BlockStack gap="200">
            {troubles.map((trouble) => (
              <TroubleBanner key={trouble.key} trouble={trouble} />
            ))}
          </BlockStack>
        )}
        {moreTroubles && (
          <Box paddingInline={besideCards}>
            <Text as="p" tone="subdued">
              {moreTroubles}
            </Text>
          </Box>
        )}
        {metrics.length > 0 && <Metrics metrics={metrics} />}
        {shownEmpty && table.rows.length === 0 && !table.filter.active && table.tabs.length === 0 && (
          <EmptyHome view={shownEmpty} starting={busy === "scan"} onScan={actions.scan} />
        )}
        {(table.rows.length > 0 || table.filter.active || table.tabs.length > 0) && (
          <Card padding="0">
            <ViewTabs tabs={table.tabs} />
            {(table.rows.length > 0 || table.filter.active) && (
              <FilterBar filter={table.filter} busy={busy === "filter"} onFilter={actions.filter} />
            )}
            {table.rows.length > 0 ? (
              <DiscrepancyTable table={table} />
            ) : (
              empty && <EmptyHome view={empty} starting={busy === "scan"} onScan={actions.scan} plain />
            )}
            <PageLinks first={table.first} next={table.next} />
          </Card>
        )}
        {lastScan && <LastScanCard view={lastScan} />}
      </BlockStack>
    </Page>
  );
}

function PageLinks({ first, next }: { readonly first: string | null; readonly next: string | null }) {
  if (first === null && next === null) return null;
  return (
    <Box padding="400">
      <InlineStack align="center" gap="400">
        {first !== null && <Link url={first}>{texts.first}</Link>}
        {next !== null && <Link url={next}>{texts.next}</Link>}
      </InlineStack>
    </Box>
  );
}
