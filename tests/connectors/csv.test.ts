import { describe, expect, it } from "vitest";
import { loadConfig } from "../../app/connectors/config.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { csv } from "../../app/connectors/csv/index.ts";
import { ConnectorError } from "../../app/connectors/errors.ts";
import { levelLine } from "../../app/connectors/level-line.ts";
import type { ReportedLevel } from "../../app/inventory/index.ts";

const now = Date.UTC(2026, 3, 3, 12);

/** Bytes in chunks of one, so that nothing depends on where a chunk ends. */
async function* drop(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
}

function setUp(bytes: Uint8Array | string, change: Record<string, unknown> = {}, size = 1) {
  const content = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  const file = { body: drop(content, size), modifiedAt: now - 3 * 86_400_000 };
  const unreachable = () => Promise.reject(new Error("a file needs no request"));
  const context = loneContexts({
    http: { request: unreachable, stream: unreachable },
    now: () => now,
    files: { openUpload: () => Promise.resolve(file), openInFolder: () => Promise.resolve(file) },
  })("sweep", new AbortController().signal);
  const config = loadConfig(csv.config, {
    source: { kind: "upload", file: "stock.csv" },
    columns: { item: "sku", location: { from: "field", field: "site" } },
    states: { on_hand: "qty" },
    ...change,
  });
  return { config, context };
}

async function readAll(bytes: Uint8Array | string, change?: Record<string, unknown>, size?: number) {
  const { config, context } = setUp(bytes, change, size);
  const levels: ReportedLevel[] = [];
  const rejected: string[] = [];
  for await (const page of csv.readLevels(config, context)) {
    levels.push(...page.levels);
    rejected.push(...page.rejected.map(({ where, reason }) => `${where}: ${reason}`));
  }
  const short = levels.map((level) => {
    const { item, code, states } = JSON.parse(levelLine(level)) as {
      item: string;
      code: string;
      states: Record<string, string>;
    };
    return `${item}@${code}=${states.on_hand ?? "unknown"}`;
  });
  return { short, rejected };
}

describe("a CSV file", () => {
  it.each([
    ["commas", "sku,site,qty\nA,W1,1\n"],
    ["semicolons and CRLF", "sku;site;qty\r\nA;W1;1\r\n"],
    ["tabs and no last line end", "sku\tsite\tqty\nA\tW1\t1"],
    ["bars", "sku|site|qty\nA|W1|1\n"],
    ["old Mac line ends", "sku,site,qty\rA,W1,1\r"],
    ["a BOM and quotes", '\uFEFF"sku","site","qty"\n"A","W1","1"\n'],
    ["delimiters inside a quoted column name", '"a;b;c;d",sku,site,qty\n,A,W1,1\n'],
    ["empty lines", "\nsku,site,qty\n\nA,W1,1\n\n"],
  ])("with %s is read", async (_what, text) => {
    expect(await readAll(text)).toEqual({ short: ["A@W1=1"], rejected: [] });
  });

  it("keeps what stands inside quotes, and quotes in odd places as they stand", async () => {
    const { short } = await readAll('sku,site,qty\n"A ""x"", y\nz",W1,1\n5" SCREW,W1,2\n"B"x,W1,3\n');
    expect(short).toEqual(['A "x", y\nz@W1=1', '5" SCREW@W1=2', '"B"x@W1=3']);
  });

  it.each([
    ["windows-1252", Buffer.from("sku,site,qty\nÄ,W1,1\n", "latin1")],
    ["utf-16le", Buffer.from("sku,site,qty\nÄ,W1,1\n", "utf16le")],
  ])("in %s is read when that is chosen", async (encoding, bytes) => {
    expect((await readAll(bytes, { format: { encoding } })).short).toEqual(["Ä@W1=1"]);
  });

  it("says its encoding by a mark, which wins", async () => {
    const bytes = Buffer.from("\uFEFFsku,site,qty\nÄ,W1,1\n", "utf16le");
    expect((await readAll(bytes, { format: { encoding: "windows-1252" } })).short).toEqual(["Ä@W1=1"]);
  });

  it.each([
    [{ decimal: "comma", thousands: "point" }, "1.234,5", "1234.5"],
    [{ decimal: "comma" }, "-0,25", "-0.25"],
    [{ thousands: "comma" }, "1,234,567", "1234567"],
    [{ thousands: "apostrophe" }, "1'234.50", "1234.5"],
    [{ thousands: "space" }, "1\u00a0234", "1234"],
    [{}, "12-", "-12"],
    [{}, "+7", "7"],
    [{}, ".5", "0.5"],
    [{}, "", "unknown"],
  ])("with %o reads %s as %s", async (format, text, expected) => {
    expect((await readAll(`sku;site;qty\nA;W1;"${text}"\n`, { format })).short).toEqual([`A@W1=${expected}`]);
  });

  it.each([
    [{}, "1.234.567"],
    [{}, "1,5"],
    [{ decimal: "comma", thousands: "point" }, "1.23"],
    [{ thousands: "comma" }, "1,23"],
    [{}, "-5-"],
    [{}, "N/A"],
    [{}, "1e3"],
    [{}, "-"],
  ])("with %o rejects %s, with line and column, and goes on", async (format, text) => {
    const { short, rejected } = await readAll(`sku;site;qty\nA;W1;"${text}"\nB;W1;2\n`, { format });
    expect(short).toEqual(["B@W1=2"]);
    expect(rejected).toEqual([
      expect.stringMatching(/^line 2: qty: .* is not a number in the chosen format$/),
    ]);
  });

  it("rejects rows that end early, lack an item or hold no number, each at its line", async () => {
    const text = 'sku,site,qty\nA,W1\n,W1,1\n"two\nlines",W1,x\nC,W1,3\n';
    const { short, rejected } = await readAll(text);
    expect(short).toEqual(["C@W1=3"]);
    expect(rejected.map((line) => line.split(":")[0])).toEqual(["line 2", "line 3", "line 4"]);
  });

  it("uses a fixed code", async () => {
    const change = { columns: { item: "sku", location: { from: "fixed", code: "3PL" } } };
    expect((await readAll("sku,qty\nA,1\n", change)).short).toEqual(["A@3PL=1"]);
  });

  it("is read in pages that hold every row once", async () => {
    const lines = Array.from({ length: 2_500 }, (_, index) => `N${index},W1,${index}`);
    const { short } = await readAll(`sku,site,qty\n${lines.join("\n")}\n`, {}, 700);
    expect(new Set(short).size).toBe(2_500);
    expect(short.at(-1)).toBe("N2499@W1=2499");
  });

  it.each([
    [
      "a missing column",
      "sku,place,qty\nA,W1,1\n",
      "configuration",
      'no column "site". The columns are "sku", "place", "qty"',
    ],
    ["a column twice", "sku,site,qty,qty\nA,W1,1,2\n", "configuration", 'the column "qty" more than once'],
    ["nothing in it", "", "unreadable", "is empty"],
    ["a web page in it", "<!DOCTYPE html>\n<html></html>", "unreadable", "web page"],
    [
      "a quote that never closes",
      `sku,site,qty\nA,W1,1\n"B,W1,1\n${"x,y,1\n".repeat(60_000)}`,
      "unreadable",
      "line 3",
    ],
  ] as const)("with %s is refused in words", async (_what, text, fault, words) => {
    const error: unknown = await readAll(text, {}, 10_000).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ fault, message: expect.stringContaining(words) as string });
  });

  it("in another encoding than chosen is refused and the field is named", async () => {
    const error: unknown = await readAll(Buffer.from("sku,site,qty\nÄ,W1,1\n", "latin1")).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ fault: "unreadable", field: "format.encoding" });
  });

  it("shows three rows when checked, and how old it is", async () => {
    const { config, context } = setUp(`sku,site,qty\n${"A,W1,1\n".repeat(50)}`);
    const { sample, warnings } = await csv.check(config, context);
    expect(sample).toHaveLength(3);
    expect(warnings).toEqual(["The file is 3 days old; a comparison is only as fresh as the file."]);
  });
});
