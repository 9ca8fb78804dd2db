import { Differences } from "./differences.tsx";
import type { Answer } from "./answer.ts";
import type { Host } from "./host.ts";
import { useStock } from "./use-stock.ts";

export interface StockBlockProps {
  readonly host: Host;
  readonly subject: "variant" | "product";
}

/** Whether the systems agree on what this page is about, and where they do not. */
export function StockBlock({ host, subject }: StockBlockProps) {
  const id = host.data.selected[0]?.id ?? "";
  const { answer, asking, askAgain } = useStock(subject, id);
  const say = (key: string) => host.i18n.translate(key);
  return (
    <s-admin-block heading={say("heading")} {...collapsed(answer)}>
      <s-stack gap="base">
        {answer === null ? (
          <s-spinner accessibilityLabel={say("loading")} />
        ) : answer.kind === "problem" ? (
          <s-banner tone="warning" heading={say("problem")}>
            <s-paragraph>
              {answer.sentence ?? say(answer.status === 401 ? "signedOut" : "unreachable")}
            </s-paragraph>
          </s-banner>
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
            {answer.kind === "stock" && (
              <s-link href={`app:${answer.stock.link.url}`}>{answer.stock.link.label}</s-link>
            )}
          </s-stack>
        )}
      </s-stack>
    </s-admin-block>
  );
}

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
