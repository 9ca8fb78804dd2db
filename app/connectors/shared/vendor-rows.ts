import type { z } from "zod";
import type { Instant, Quantity, ReportedLevel, State, States } from "../../inventory/index.ts";
import { ConnectorError } from "../errors.ts";
import type { LevelPage, RejectedRow } from "../contract.ts";

/** A level as a vendor's row tells it; when it was read is known to whoever read it. */
export type ToldLevel = Omit<ReportedLevel, "observedAt">;

export interface ReadRows<Row> {
  readonly rows: readonly Row[];
  readonly rejected: readonly RejectedRow[];
}

/** The records that fit the vendor's schema, and the others with their place and field. */
export function readRows<Row>(
  records: readonly unknown[],
  schema: z.ZodType<Row>,
  place: (index: number) => string,
): ReadRows<Row> {
  const rows: Row[] = [];
  const rejected: RejectedRow[] = [];
  records.forEach((record, index) => {
    const parsed = schema.safeParse(record);
    if (parsed.success) rows.push(parsed.data);
    else rejected.push({ where: place(index), reason: problemOf(parsed.error) });
  });
  return { rows, rejected };
}

/** One page of a sweep: each record is a level, or is rejected. */
export function readPage<Row>(
  records: readonly unknown[],
  schema: z.ZodType<Row>,
  toLevel: (row: Row) => ToldLevel,
  page: { readonly number: number; readonly observedAt: Instant },
): Omit<LevelPage, "total"> {
  const { rows, rejected } = readRows(records, schema, (index) => `page ${page.number}, row ${index + 1}`);
  return { levels: rows.map((row) => ({ ...toLevel(row), observedAt: page.observedAt })), rejected };
}

/** A probe cannot leave a row out: what cannot be read is not absent. Throws ConnectorError "unreadable". */
export function allOrNothing<Page extends Pick<LevelPage, "rejected">>(page: Page, host: string): Page {
  const [bad] = page.rejected;
  if (!bad) return page;
  throw new ConnectorError("unreadable", `${host} gave a row that cannot be used: ${bad.reason}.`);
}

/** The states that a system told; those that it did not tell are absent, never 0. */
export function told(states: Readonly<Partial<Record<State, Quantity | undefined>>>): States {
  const known: Partial<Record<State, Quantity>> = {};
  for (const [state, quantity] of Object.entries(states) as [State, Quantity | undefined][])
    if (quantity !== undefined) known[state] = quantity;
  return known;
}

/** An answer around the rows. Throws ConnectorError "unreadable" naming what is not as this kind of system has it. */
export function readAnswer<Answer>(json: unknown, schema: z.ZodType<Answer>, url: URL): Answer {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ConnectorError(
    "unreadable",
    `${url.host}${url.pathname} answered with something else than expected: ${problemOf(parsed.error)}.`,
  );
}

/** The first thing that does not fit: "on_hand: "many" is not a number", "sku is missing". */
function problemOf({ issues: [issue] }: z.ZodError): string {
  const field = issue?.path.map(String).join(".") || "the whole";
  const message = issue?.message ?? "does not fit";
  return /^(is|holds) /.test(message) ? `${field} ${message}` : `${field}: ${message}`;
}
