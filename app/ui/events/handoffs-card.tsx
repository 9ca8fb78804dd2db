import { Badge, Text } from "@shopify/polaris";
import { FactTable } from "../frame/fact-table.tsx";
import { Titled } from "../frame/titled.tsx";
import { eventTexts } from "../texts/events.ts";
import type { HandoffsView } from "./present-handoffs.ts";

const t = eventTexts.handoffs;

/** How each handoff fares, both ways. */
export function HandoffsCard({ handoffs }: { readonly handoffs: HandoffsView }) {
  return (
    <Titled heading={t.heading}>
      <Text as="p" tone="subdued">
        {handoffs.as}
      </Text>
      <FactTable
        caption={t.caption}
        columns={[t.handoff, t.carries, t.state, t.queue, t.last]}
        rows={handoffs.rows.map(({ handoff, carries, state, bad, queue, last }) => ({
          id: `${handoff} ${carries}`,
          cells: [
            handoff,
            carries,
            <Badge key="state" {...(bad && { tone: "critical" as const })}>
              {state}
            </Badge>,
            queue,
            last,
          ],
        }))}
      />
    </Titled>
  );
}
