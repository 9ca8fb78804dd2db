import type { Instant, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage, RejectedRow } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { readLevel, RowError, type RowReader } from "../shared/row.ts";
import type { SqlConfig } from "./config.ts";
import type { SqlRow, SqlSession } from "./reading.ts";
import { openSession } from "./session.ts";

/** A query's rows as pages of levels, in one transaction: what changes meanwhile is not seen. */
export async function* pagesOf(
  config: SqlConfig,
  context: ConnectorContext,
  text: string,
  items?: readonly string[],
): AsyncGenerator<LevelPage> {
  const session = await openSession(config, context);
  try {
    yield* readPages(session, config, context, text, items);
  } finally {
    await session.close();
  }
}

async function* readPages(
  session: SqlSession,
  config: SqlConfig,
  context: ConnectorContext,
  text: string,
  items?: readonly string[],
): AsyncGenerator<LevelPage> {
  let before = 0;
  for await (const rows of session.rows(text, items)) {
    const [first] = rows;
    if (before === 0 && first) refuseMissing(first, config);
    const { levels, rejected } = readRows(rows, config, context.now(), before);
    yield { levels, rejected, total: null };
    before += rows.length;
    context.signal.throwIfAborted();
  }
}

function readRows(rows: readonly SqlRow[], config: SqlConfig, now: Instant, before: number) {
  const levels: ReportedLevel[] = [];
  const rejected: RejectedRow[] = [];
  const rules = {
    states: chosenStates(config.states),
    updatedAtField: config.columns.updatedAt ?? null,
    updatedAtFormat: config.columns.updatedAtFormat,
    timeZone: config.columns.timeZone,
  };
  rows.forEach((row, index) => {
    try {
      levels.push(readLevel(readerOf(row, config), rules, now));
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      rejected.push({ where: `row ${before + index + 1}`, reason: error.message });
    }
  });
  return { levels, rejected };
}

function readerOf(row: SqlRow, { columns }: SqlConfig): RowReader {
  const text = (column: string) => row.get(column.toLowerCase()) ?? undefined;
  const filled = (column: string): string => {
    const found = text(column);
    if (found === undefined || found.trim() === "") throw new RowError(`${column} is empty`);
    return found;
  };
  return {
    item: () => filled(columns.item),
    code: () => (columns.location.from === "fixed" ? columns.location.code : filled(columns.location.field)),
    state: text,
    updatedAt: () => (columns.updatedAt === undefined ? undefined : text(columns.updatedAt)),
  };
}

function refuseMissing(row: SqlRow, { columns, states }: SqlConfig): void {
  const wanted = [
    { column: columns.item, field: "columns.item" },
    ...(columns.location.from === "field"
      ? [{ column: columns.location.field, field: "columns.location.field" }]
      : []),
    ...(columns.updatedAt === undefined ? [] : [{ column: columns.updatedAt, field: "columns.updatedAt" }]),
    ...chosenStates(states).map(([state, column]) => ({ column, field: `states.${state}` })),
  ];
  const missing = wanted.find(({ column }) => !row.has(column.toLowerCase()));
  if (!missing) return;
  const there = [...row.keys()].slice(0, 40).join(", ");
  throw new ConnectorError(
    "configuration",
    `The query has no column "${missing.column}". Its columns are ${there}.`,
    { field: missing.field },
  );
}
