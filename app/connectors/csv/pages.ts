import type { ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage, RejectedRow } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { readLevel, RowError, type RowRules } from "../shared/row.ts";
import type { CsvConfig } from "./config.ts";
import { decode } from "./decode.ts";
import { columnsOf, type Columns } from "./header.ts";
import { numberReader } from "./numbers.ts";
import { recordsIn, type CsvRecord } from "./records.ts";
import { rowOf } from "./rows.ts";
import type { OpenFile } from "./open-file.ts";

const rowsPerPage = 1000;

/** The file's rows in pages. Memory holds one page, whatever the length of the file. */
export async function* pagesOf(
  file: OpenFile,
  config: CsvConfig,
  context: ConnectorContext,
): AsyncGenerator<LevelPage> {
  const read = levelReader(config);
  let columns: Columns | null = null;
  let levels: ReportedLevel[] = [];
  let rejected: RejectedRow[] = [];
  for await (const record of recordsIn(
    decode(file.body, config.format.encoding, file.name),
    config.format,
    file.name,
  )) {
    if (columns === null) {
      columns = headerOf(record, config, file.name);
      continue;
    }
    if (levels.length + rejected.length >= rowsPerPage) {
      yield { levels, rejected, total: null };
      [levels, rejected] = [[], []];
      context.signal.throwIfAborted();
    }
    read(record, columns, context.now(), levels, rejected);
  }
  context.signal.throwIfAborted();
  if (columns === null) throw new ConnectorError("unreadable", `${file.name} is empty.`);
  if (levels.length + rejected.length > 0) yield { levels, rejected, total: null };
}

function headerOf(record: CsvRecord, config: CsvConfig, name: string): Columns {
  if (/^\s*<(!doctype|html)/i.test(record.cells[0] ?? "")) {
    throw new ConnectorError("unreadable", `${name} is a web page and not a CSV file. Is the address right?`);
  }
  return columnsOf(record.cells, config, name);
}

function levelReader(config: CsvConfig) {
  const readNumber = numberReader(config.format);
  const rules: RowRules = {
    states: chosenStates(config.states),
    updatedAtField: config.columns.updatedAt ?? null,
    updatedAtFormat: config.columns.updatedAtFormat,
    timeZone: config.columns.timeZone,
  };
  return (
    record: CsvRecord,
    columns: Columns,
    now: number,
    levels: ReportedLevel[],
    rejected: RejectedRow[],
  ) => {
    try {
      levels.push(readLevel(rowOf(record.cells, columns, config, readNumber), rules, now));
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      rejected.push({ where: `line ${record.line}`, reason: error.message });
    }
  };
}
