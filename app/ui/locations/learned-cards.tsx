import { Badge, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { HandoffsCard } from "../events/handoffs-card.tsx";
import { FactTable } from "../frame/fact-table.tsx";
import styles from "../frame/facts.module.css";
import { Titled } from "../frame/titled.tsx";
import { locationTexts } from "../texts/locations.ts";
import type { LearnedView, PoolProposal } from "./view.ts";

const texts = locationTexts.learned;

export interface LearnedCardsProps {
  readonly learned: LearnedView;
  readonly busy: boolean;
  readonly onAccept: (proposal: PoolProposal) => void;
}

/** What the readings themselves say of the locations: what new ones lack, what is counted, how long numbers take. */
export function LearnedCards({ learned, busy, onAccept }: LearnedCardsProps) {
  return (
    <>
      {learned.preflight.length > 0 && <PreflightCard preflight={learned.preflight} />}
      <PoolsCard learned={learned} busy={busy} onAccept={onAccept} />
      <WindowsCard learned={learned} />
      {learned.handoffs && <HandoffsCard handoffs={learned.handoffs} />}
    </>
  );
}

function PreflightCard({ preflight }: Pick<LearnedView, "preflight">) {
  return (
    <Titled heading={texts.preflight}>
      <Text as="p" tone="subdued">
        {texts.preflightBody}
      </Text>
      {preflight.map(({ location, ready, missing }) => (
        <BlockStack key={location} gap="100">
          <Text as="h3" variant="headingSm">
            {location}
          </Text>
          <Text as="p">{ready}</Text>
          {missing.length === 0 ? (
            <Text as="p">{texts.allReady}</Text>
          ) : (
            <ul className={styles["list"]}>
              {missing.map(({ text, unknown }) => (
                <li key={text}>
                  {text} {unknown && <span className={styles["small"]}>{`(${texts.unknown})`}</span>}
                </li>
              ))}
            </ul>
          )}
        </BlockStack>
      ))}
    </Titled>
  );
}

function PoolsCard({ learned: { pools, as }, busy, onAccept }: LearnedCardsProps) {
  return (
    <Titled heading={texts.pools}>
      <Text as="p" tone="subdued">
        {as}
      </Text>
      <Text as="p">{pools.length === 0 ? texts.poolsFine : texts.poolsBody}</Text>
      {pools.map(({ key, where, declared, inferred, proposal }) => (
        <BlockStack key={key} gap="100">
          <Text as="h3" variant="headingSm">
            {where}
          </Text>
          <dl className={styles["facts"]}>
            <div>
              <dt>{texts.declared}</dt>
              <dd>{declared}</dd>
            </div>
            <div>
              <dt>{texts.inferred}</dt>
              <dd>{inferred}</dd>
            </div>
          </dl>
          {proposal !== null && (
            <InlineStack>
              <Button disabled={busy} onClick={() => onAccept(proposal)}>
                {proposal.label}
              </Button>
            </InlineStack>
          )}
        </BlockStack>
      ))}
    </Titled>
  );
}

function WindowsCard({ learned: { windows } }: Pick<LearnedCardsProps, "learned">) {
  const { where, carries, declared, p50, p95, samples } = texts.columns;
  return (
    <Titled heading={texts.windows}>
      {windows.length === 0 ? (
        <Text as="p">{texts.windowsNone}</Text>
      ) : (
        <FactTable
          caption={texts.windowsCaption}
          columns={[where, carries, declared, p50, p95, samples]}
          rows={windows.map((row) => ({
            id: row.key,
            cells: [
              row.where,
              row.carries,
              row.declared,
              row.p50,
              <span key="p95">
                {row.p95} {row.slow && <Badge tone="warning">{texts.slow}</Badge>}
              </span>,
              row.samples,
            ],
          }))}
        />
      )}
    </Titled>
  );
}
