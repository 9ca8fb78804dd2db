import type { Say } from "./host.ts";
import { ProblemBanner } from "./problem-banner.tsx";
import { badgeTones } from "./tones.ts";
import type { Check } from "./use-check.ts";

/** Each system as it answers, and what they say together. */
export function Checked({ check, say }: { readonly check: Check; readonly say: Say }) {
  const { answers, checked, problem, reading } = check;
  return (
    <s-stack gap="small">
      <s-text type="strong">{say("checkedNow")}</s-text>
      <s-stack gap="small-500">
        {answers.map((answer) => (
          <s-text key={answer.id} tone={answer.problem === null ? "auto" : "critical"}>
            {answer.name}: {answer.problem ?? answer.at}
          </s-text>
        ))}
      </s-stack>
      {reading && <s-spinner accessibilityLabel={say("checking")} />}
      {problem && <ProblemBanner problem={problem} heading={say("problem")} say={say} />}
      {checked && checked.rows.length > 0 && (
        <s-table>
          <s-table-header-row>
            <s-table-header listSlot="primary">{say("place")}</s-table-header>
            {checked.columns.map((column) => (
              <s-table-header key={column} listSlot="labeled" format="numeric">
                {column}
              </s-table-header>
            ))}
            <s-table-header listSlot="inline">{say("verdict")}</s-table-header>
          </s-table-header-row>
          <s-table-body>
            {checked.rows.map((row) => (
              <s-table-row key={row.id}>
                <s-table-cell>
                  <s-stack gap="small-500">
                    <s-text>{row.location}</s-text>
                    <s-text type="strong">{row.pool}</s-text>
                  </s-stack>
                </s-table-cell>
                {row.cells.map((cell, at) => (
                  <s-table-cell key={checked.columns[at]}>
                    <s-stack gap="small-500" alignItems="end">
                      <s-text fontVariantNumeric="tabular-nums">{cell.text}</s-text>
                      {cell.time !== null && <s-text color="subdued">{cell.time}</s-text>}
                    </s-stack>
                  </s-table-cell>
                ))}
                <s-table-cell>
                  <s-badge tone={badgeTones[row.verdict.tone]}>{row.verdict.label}</s-badge>
                </s-table-cell>
              </s-table-row>
            ))}
          </s-table-body>
        </s-table>
      )}
      {checked && checked.more !== null && <s-text color="subdued">{checked.more}</s-text>}
      {checked?.notes.map((note) => (
        <s-text key={note} color="subdued">
          {note}
        </s-text>
      ))}
    </s-stack>
  );
}
