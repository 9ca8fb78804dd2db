import { BlockStack, Box, Card, InlineStack, Link, Page, Text } from "@shopify/polaris";
import type { HomeQuery } from "../../use-cases/contract.ts";
import { besideCards } from "../frame/spacing.ts";
import { LastScanCard } from "../scans/last-scan-card.tsx";
import { ProgressCard } from "../scans/progress-card.tsx";
import { Checklist } from "../setup/checklist.tsx";
import { discrepancyTexts as texts } from "../texts/discrepancies.ts";
import { DiscrepancyTable } from "./discrepancy-table.tsx";
import { EmptyHome } from "./empty-home-card.tsx";
import { FilterBar } from "./filter-bar.tsx";
import type { FinderState } from "./filter-panel.tsx";
import styles from "./home-page.module.css";
import { Metrics } from "./metrics.tsx";
import type { SavingProps } from "./saved-view.tsx";
import type { ManyProps } from "./selection.tsx";
import { TroubleBanner } from "./trouble-banner.tsx";
import { ViewTabs } from "./view-tabs.tsx";
import type { HomeView } from "./view.ts";

export interface HomeActions {
  readonly scan: () => void;
  readonly cancelScan: (scanId: string) => void;
  readonly dismissChecklist: () => void;
  readonly query: (query: HomeQuery) => void;
  readonly go: (href: string) => void;
}

export interface HomePageProps {
  readonly view: HomeView;
  readonly busy: "scan" | "cancel" | "filter" | null;
  readonly actions: HomeActions;
  readonly many: ManyProps;
  readonly finder: FinderState;
  readonly saving: SavingProps;
}

export function HomePage({ view, busy, actions, many, finder, saving }: HomePageProps) {
  const { checklist, progress, troubles, moreTroubles, metrics, filter, table, empty, lastScan } = view;
  const isListed = table.groups.length > 0 || filter.clear !== null || filter.tabs.length > 0;
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
        {shownEmpty && !isListed && (
          <EmptyHome view={shownEmpty} starting={busy === "scan"} onScan={actions.scan} />
        )}
        {isListed && (
          <Card padding="0">
            <ViewTabs tabs={filter.tabs} />
            {(table.groups.length > 0 || filter.clear !== null || filter.canSave) && (
              <FilterBar
                filter={filter}
                busy={busy === "filter"}
                finder={finder}
                saving={saving}
                onQuery={actions.query}
                onGo={actions.go}
              />
            )}
            <div className={styles["list"]} aria-busy={busy === "filter"}>
              {table.groups.length > 0 ? (
                <DiscrepancyTable table={table} many={{ ...many, table }} />
              ) : (
                empty && <EmptyHome view={empty} starting={busy === "scan"} onScan={actions.scan} plain />
              )}
              <PageLinks first={table.first} next={table.next} />
            </div>
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
