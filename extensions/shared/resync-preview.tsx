import type { BlockPreviewView } from "./answer.ts";
import type { Say } from "./host.ts";
import { ProblemBanner } from "./problem-banner.tsx";
import { badgeTones } from "./tones.ts";
import type { Resync } from "./use-resync.ts";

/** What will happen, before the click that makes it happen; afterwards where it can be followed. */
export function ResyncPreview({ resync, say }: { readonly resync: Resync; readonly say: Say }) {
  const { preview, requested, problem, busy, confirm, leave } = resync;
  if (requested !== null) {
    return (
      <s-banner tone="success" heading={say("requested")}>
        <s-paragraph>{requested.requested}</s-paragraph>
        <s-link href={`app:${requested.link.url}`}>{requested.link.label}</s-link>
      </s-banner>
    );
  }
  return (
    <s-stack gap="small">
      {preview !== null && <s-text type="strong">{say("before")}</s-text>}
      {preview !== null && preview.rows.length > 0 && <Rows rows={preview.rows} say={say} />}
      {preview !== null && preview.note !== null && <s-paragraph>{preview.note}</s-paragraph>}
      {problem && <ProblemBanner problem={problem} heading={say("notRequested")} say={say} />}
      {busy === "preview" && <s-spinner accessibilityLabel={say("checking")} />}
      {preview !== null && (
        <s-stack direction="inline" gap="base" alignItems="center">
          {preview.confirm !== null && (
            <s-button variant="primary" onClick={confirm} loading={busy === "confirm"}>
              {preview.confirm}
            </s-button>
          )}
          <s-button onClick={leave}>{say("leave")}</s-button>
          <s-link href={`app:${preview.link.url}`}>{preview.link.label}</s-link>
        </s-stack>
      )}
    </s-stack>
  );
}

function Rows({ rows, say }: { readonly rows: BlockPreviewView["rows"]; readonly say: Say }) {
  return (
    <s-table>
      <s-table-header-row>
        <s-table-header listSlot="primary">{say("place")}</s-table-header>
        <s-table-header listSlot="labeled">{say("change")}</s-table-header>
        <s-table-header listSlot="labeled">{say("how")}</s-table-header>
        <s-table-header listSlot="labeled">{say("lasts")}</s-table-header>
      </s-table-header-row>
      <s-table-body>
        {rows.map((row) => (
          <s-table-row key={row.id}>
            <s-table-cell>
              <s-stack gap="small-500">
                <s-text>{row.place}</s-text>
                <s-text type="strong">{row.count}</s-text>
              </s-stack>
            </s-table-cell>
            <s-table-cell>
              <s-stack gap="small-500">
                <s-text type="strong" fontVariantNumeric="tabular-nums">
                  {row.change}
                </s-text>
                {row.readAt !== null && <s-text color="subdued">{row.readAt}</s-text>}
              </s-stack>
            </s-table-cell>
            <s-table-cell>
              <How row={row} say={say} />
            </s-table-cell>
            <s-table-cell>
              <s-stack gap="small-500" alignItems="start">
                <s-badge tone={badgeTones[row.lasting.tone]}>{row.lasting.label}</s-badge>
                <s-text color="subdued">{row.lasting.sentence}</s-text>
              </s-stack>
            </s-table-cell>
          </s-table-row>
        ))}
      </s-table-body>
    </s-table>
  );
}

function How({ row, say }: { readonly row: BlockPreviewView["rows"][number]; readonly say: Say }) {
  if (row.refusal !== null) {
    return (
      <s-stack gap="small-500">
        <s-text type="strong" tone="critical">
          {say("notDone")}
        </s-text>
        <s-text>{row.refusal.sentence}</s-text>
        <s-text color="subdued">{row.refusal.wayOn}</s-text>
      </s-stack>
    );
  }
  return (
    <s-stack gap="small-500">
      <s-text>{row.how}</s-text>
      {row.approval !== null && <s-text tone="caution">{row.approval}</s-text>}
    </s-stack>
  );
}
