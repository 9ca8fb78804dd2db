import { Box, Card, Text } from "@shopify/polaris";
import { FactTable } from "../frame/fact-table.tsx";
import { StateBadge } from "../resyncs/state-badge.tsx";
import { notificationTexts } from "../texts/notifications.ts";
import type { LogView } from "./view.ts";

const texts = notificationTexts.log;

export function LogCard({ log }: { readonly log: readonly LogView[] }) {
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {texts.title}
        </Text>
        {log.length === 0 && (
          <Text as="p" tone="subdued">
            {texts.empty}
          </Text>
        )}
      </Box>
      {log.length > 0 && (
        <FactTable
          caption={texts.caption}
          columns={[texts.what, texts.channel, texts.state, texts.when]}
          rows={log.map(({ id, what, channel, state, when, problem }) => ({
            id,
            cells: [
              <bdi key="what">{what}</bdi>,
              <bdi key="channel">{channel}</bdi>,
              <div key="state">
                <StateBadge state={state} />
                {problem !== null && (
                  <Text as="p" tone="subdued" breakWord>
                    {problem}
                  </Text>
                )}
              </div>,
              when,
            ],
          }))}
        />
      )}
    </Card>
  );
}
