import { BlockStack, Card, Link, Page, Text } from "@shopify/polaris";
import type { SettingsData } from "../../use-cases/contract.ts";
import { formatFor } from "../format.ts";
import { settingsTexts } from "../texts/settings.ts";

const texts = settingsTexts.index;

export interface AreaView {
  readonly href: string;
  readonly name: string;
  readonly now: string;
}

export function presentSettingsIndex(data: SettingsData, locale: string): readonly AreaView[] {
  const format = formatFor({ ...data.shop, locale, now: 0 });
  const { pools, usualPools, scanEveryMinutes, owners, handoffs, snoozeRules, keeping } = data;
  return [
    {
      href: "/app/settings/pools",
      name: texts.pools,
      now: (usualPools ? texts.poolsUsual : texts.poolsOwn)(format.count(pools)),
    },
    {
      href: "/app/settings/pace",
      name: texts.pace,
      now: texts.paceNow(format.span(scanEveryMinutes * 60_000)),
    },
    {
      href: "/app/settings/owners",
      name: texts.owners,
      now: texts.ownersNow(format.count(owners), format.count(handoffs)),
    },
    {
      href: "/app/settings/snoozing",
      name: texts.snoozing,
      now: texts.snoozingNow(format.count(snoozeRules), snoozeRules === 1),
    },
    { href: "/app/settings/resync", name: texts.resync, now: texts.resyncNow },
    { href: "/app/settings/data", name: texts.data, now: texts.dataNow(format.count(keeping.eventDays)) },
  ];
}

export function SettingsPage({ areas }: { readonly areas: readonly AreaView[] }) {
  return (
    <Page title={settingsTexts.title} subtitle={texts.subtitle}>
      <BlockStack gap="300">
        {areas.map(({ href, name, now }) => (
          <Card key={href}>
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                <Link url={href}>{name}</Link>
              </Text>
              <Text as="p" tone="subdued">
                {now}
              </Text>
            </BlockStack>
          </Card>
        ))}
      </BlockStack>
    </Page>
  );
}
