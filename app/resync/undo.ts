import { move, type Because, type Move, type Row, type RowIn } from "./row.ts";
import { newRow } from "./plan.ts";

/** Only what the app itself wrote can be taken back. What came back is gone already, and what never arrived was never there. */
export function isUndoable(row: Row): boolean {
  const written: readonly Row["state"][] = ["verifying", "held", "unconfirmed"];
  return row.route === "set" && row.acceptedAt !== null && row.from !== null && written.includes(row.state);
}

/** Restores the former value, provided that ours still stands when it is carried out. */
export function undoRow(
  row: Row,
  given: { readonly id: string; readonly requestId: string; readonly position: number },
): RowIn<"requested"> {
  const candidate = { ...row, gaps: [] };
  const facts = {
    ...row,
    truth: "storefront",
    connectionId: null,
    shownFrom: row.to,
    shownTo: row.from,
  } as const;
  return newRow(candidate, given, { ...facts, recurrence: 0 });
}

/** An undone row is not watched any longer. */
export function endWatch(row: Row, because: Because): readonly Move[] {
  return row.state === "verifying" ? [move(row, "unconfirmed", because)] : [];
}
