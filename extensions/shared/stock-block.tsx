import type { Answer } from "./answer.ts";
import { Checked } from "./checked.tsx";
import { Differences } from "./differences.tsx";
import type { Host } from "./host.ts";
import { ProblemBanner } from "./problem-banner.tsx";
import { ResyncPreview } from "./resync-preview.tsx";
import { useCheck } from "./use-check.ts";
import { useResync } from "./use-resync.ts";
import { useStock } from "./use-stock.ts";

export interface StockBlockProps {
  readonly host: Host;
  readonly subject: "variant" | "product";
}

/** Whether the systems agree on what this page is about, where they do not, and what can be done about it from here. */
export function StockBlock({ host, subject: kind }: StockBlockProps) {
  const subject = { kind, id: host.data.selected[0]?.id ?? "" };
  const { answer, asking, askAgain } = useStock(subject);
  const { check, start } = useCheck(subject);
  const resync = useResync(subject, askAgain);
  const say = (key: string) => host.i18n.translate(key);
  const compared = answer?.kind === "stock" && !uncompared.has(answer.stock.status);
  return (
    <s-admin-block heading={say("heading")} {...collapsed(answer)}>
      <s-stack gap="base">
        {answer === null ? (
          <s-spinner accessibilityLabel={say("loading")} />
        ) : answer.kind === "problem" ? (
          <ProblemBanner problem={answer} heading={say("problem")} say={say} />
        ) : (
          <>
            <Headline answer={answer} />
            {answer.stock.rows.length > 0 && (
              <Differences stock={answer.stock} place={say("place")} direction={say("direction")} />
            )}
          </>
        )}
        {answer !== null && (
          <s-stack direction="inline" gap="base" alignItems="center">
            <s-button onClick={askAgain} loading={asking}>
              {say(answer.kind === "problem" ? "tryAgain" : "refresh")}
            </s-button>
            {compared && (
              <s-button onClick={start} loading={check?.reading ?? false}>
                {say("checkNow")}
              </s-button>
            )}
            {answer.kind === "stock" && answer.stock.rows.length > 0 && (
              <s-button onClick={resync.look} loading={resync.busy === "preview"}>
                {say("requestResync")}
              </s-button>
            )}
            {answer.kind === "stock" && (
              <s-link href={`app:${answer.stock.link.url}`}>{answer.stock.link.label}</s-link>
            )}
          </s-stack>
        )}
        {check && <Checked check={check} say={say} />}
        <ResyncPreview resync={resync} say={say} />
      </s-stack>
    </s-admin-block>
  );
}

/** Before the first comparison there is nothing to check or to mend. */
const uncompared: ReadonlySet<string> = new Set(["not_connected", "not_scanned", "unknown_product"]);

const tones = {
  not_connected: "info",
  not_scanned: "info",
  unknown_product: "info",
  agrees: "success",
  not_read: "warning",
  differs: "critical",
} as const;

function Headline({ answer: { stock } }: { readonly answer: Extract<Answer, { kind: "stock" }> }) {
  return (
    <s-stack gap="small-300">
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-badge tone={tones[stock.status]}>{stock.headline}</s-badge>
        {stock.age !== null && <s-text color="subdued">{stock.age}</s-text>}
      </s-stack>
      {stock.detail !== null && <s-paragraph color="subdued">{stock.detail}</s-paragraph>}
    </s-stack>
  );
}

/** What Shopify shows of a block that is folded up. */
function collapsed(answer: Answer | null): { collapsedSummary?: string } {
  return answer?.kind === "stock" ? { collapsedSummary: answer.stock.headline } : {};
}
