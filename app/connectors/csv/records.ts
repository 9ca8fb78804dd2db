import { pipeline, Readable } from "node:stream";
import { CsvError, parse, type Options } from "csv-parse";
import { ConnectorError } from "../errors.ts";
import type { CsvConfig } from "./config.ts";
import { delimiterOf } from "./delimiter.ts";

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Line at which it begins, from 1. */
  readonly line: number;
}

const longestHeader = 64 * 1024;
const longestRecord = 256 * 1024;

/**
 * Text in chunks to records, the header first. Throws ConnectorError where the file cannot be read any further, naming the line at
 * which the trouble begins.
 */
export async function* recordsIn(
  text: AsyncGenerator<string>,
  format: CsvConfig["format"],
  name: string,
): AsyncGenerator<CsvRecord> {
  const head = await takeHead(text, name);
  // The parser runs ahead of the reader, so an error is about a line that the reader has not come to.
  let parsed = 0;
  const options = optionsFor(delimiterOf(firstLine(head), format.delimiter), (lines) => (parsed = lines));
  // pipeline passes errors on to whoever reads the parser, and ends the source when the parser is left.
  const parser = pipeline(Readable.from(chain(head, text)), parse(options), () => undefined);
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      yield { cells: record, line };
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ConnectorError("unreadable", `${name}, line ${parsed + 1}: ${sentenceOf(error)}.`);
  } finally {
    parser.destroy();
  }
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function optionsFor(delimiter: string, onLines: (lines: number) => void): Options {
  return {
    delimiter,
    info: true,
    relax_column_count: true,
    // 5" SCREW, unquoted, is a name and not a mistake.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    on_record(record: string[], { lines }) {
      onLines(lines);
      return record;
    },
  };
}

function sentenceOf(error: CsvError): string {
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "a quotation mark opens here and is never closed";
    case "CSV_MAX_RECORD_SIZE":
      return "a row is far too long; probably a quotation mark opens and is never closed";
    default:
      return `the row cannot be read (${error.code})`;
  }
}

async function takeHead(text: AsyncGenerator<string>, name: string): Promise<string> {
  let head = "";
  while (!/[\r\n]/.test(head.trimStart())) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
    if (head.length > longestHeader && !/[\r\n]/.test(head)) {
      throw new ConnectorError("unreadable", `${name} does not begin with a line of column names.`);
    }
  }
  if (head.includes("\u0000")) {
    throw new ConnectorError("unreadable", `${name} is no text in the chosen encoding.`, {
      field: "format.encoding",
    });
  }
  return head;
}

function firstLine(head: string): string {
  return head.trimStart().split(/[\r\n]/, 1)[0] ?? "";
}

async function* chain(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (head !== "") yield head;
  yield* rest;
}
