import { describe, expect, it } from "vitest";
import { handoff } from "./run.ts";
import { brooklyn, recordedStore, snapshot, storeJson, type Stock } from "./stores.ts";

const agreed: Stock = { wms: { A: 5 }, erp: { A: 5 }, storefront: { A: 5 } };
const behind: Stock = { wms: { A: 9 }, erp: { A: 9 }, storefront: { A: 5 } };
const edit = (at: string, changes: object = {}): string =>
  JSON.stringify({
    at,
    system: "wms",
    kind: "receipt",
    location: "BK1",
    sku: "A",
    delta: 4,
    note: "PO 1",
    ...changes,
  });

function replay(
  files: Readonly<Record<string, string>>,
  stocks: readonly Stock[] = [agreed, behind, behind, behind],
) {
  const readings = stocks.map((stock, index) => snapshot(`2026-04-03T1${index}0000Z`, stock));
  return handoff(
    "replay",
    "--store",
    recordedStore(Object.assign({}, ...readings, files) as Record<string, string>),
  );
}

describe("replay on bad input", () => {
  it("takes events in any order, twice, and with another zone", () => {
    const early = edit("2026-04-03T10:30:00Z");
    const zoned = edit("2026-04-03T06:30:00-04:00");
    const other = edit("2026-04-03T09:00:00Z", { sku: "B" });
    const plain = replay({ "events.jsonl": `${other}\n${early}\n` });
    expect(plain.lines).toMatchObject([{ trigger: { at: "2026-04-03T10:30:00Z", kind: "receipt" } }]);
    for (const text of [`${early}\n${other}\n`, `${early}\n${early}\n${other}\n`, `${zoned}\n${other}\n`])
      expect(replay({ "events.jsonl": text }).lines).toEqual(plain.lines);
  });

  it("does not know of what lies in the future", () => {
    const { lines } = replay({ "events.jsonl": `${edit("2031-01-01T00:00:00Z")}\n` });
    expect(lines).toMatchObject([{ trigger: null }]);
  });

  it("counts a line that it cannot use, and goes on", () => {
    const { code, lines, stderr } = replay({
      "events.jsonl": `no json\n${edit("yesterday")}\n${edit("2026-04-03T10:30:00Z")}\n`,
    });
    expect({ code, lines: lines.length }).toEqual({ code: 0, lines: 1 });
    expect(stderr).toContain("2 rows");
  });

  it("resolves nothing while the location is not read, and goes on afterwards", () => {
    const { erp, storefront } = behind;
    const unread = { erp, storefront } as Stock;
    const { lines } = replay({}, [agreed, behind, behind, unread, agreed]);
    expect(lines).toMatchObject([
      { location: brooklyn, last_agreed_at: "2026-04-03T10:00:00Z", resolved_at: "2026-04-03T14:00:00Z" },
    ]);
  });

  it("says that a SKU stands on another item now, instead of a gap of all its stock", () => {
    const renamed: Stock = { ...agreed, storefront: { A2: 5 } };
    expect(replay({ "items.csv": "sku\nA\n" }, [agreed, renamed, renamed]).lines).toContainEqual(
      expect.objectContaining({ sku: "A", cause: "identity", verdict: "missing" }),
    );
  });

  it.each([
    ["missing", () => ""],
    ["constant", () => "2026-01-01T00:00:00Z"],
    ["only a day", (at: string) => at.slice(0, 10)],
    ["minutes ahead of ours", (at: string) => at.replace(":00:00Z", ":06:00Z")],
    [
      "minutes behind ours",
      (at: string) => at.replace(/1(\d):00:00Z/, (_, hour) => `1${Number(hour) - 1}:54:00Z`),
    ],
  ])("tells the same of a gap that stays, when the systems' times are %s", (_, stampOf) => {
    const stocks = [agreed, behind, behind, behind];
    const files = stocks.map((stock, index) => {
      const name = `2026-04-03T1${index}0000Z`;
      const stamp = stampOf(`2026-04-03T1${index}:00:00Z`);
      return Object.fromEntries(
        Object.entries(snapshot(name, stock)).map(([file, text]) => [
          file,
          (text ?? "").replaceAll(/"?2026-04-01T00:00:00Z"?/g, (found) =>
            !found.startsWith('"') ? stamp : stamp === "" ? "null" : JSON.stringify(stamp),
          ),
        ]),
      );
    });
    const { lines, code } = handoff(
      "replay",
      "--store",
      recordedStore(Object.assign({}, ...files) as Record<string, string>),
    );
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      {
        sku: "A",
        first_seen_at: "2026-04-03T11:00:00Z",
        last_agreed_at: "2026-04-03T10:00:00Z",
        resolved_at: null,
        handoff: "erp_storefront",
      },
    ]);
    expect((lines[0] as { opened_at: string }).opened_at <= "2026-04-03T12:00:00Z").toBe(true);
  });

  it("finds nothing at a location that is closed, renamed and opened again while its numbers agree", () => {
    const event = (at: string, kind: string): string =>
      JSON.stringify({ at, system: "storefront", kind, location: brooklyn, note: "Brooklyn Navy Yard" });
    const events = [
      event("2026-04-03T10:20:00Z", "location_deactivated"),
      event("2026-04-03T11:20:00Z", "location_added"),
    ];
    const { lines, code } = replay({ "events.jsonl": events.join("\n") }, [agreed, agreed, agreed, agreed]);
    expect({ code, lines }).toEqual({ code: 0, lines: [] });
  });

  it("does not mind a SKU that moves to another inventory item with its stock", () => {
    const moved: Stock = { ...agreed, storefront: { Z: 1, A: 5 } };
    const { lines } = replay({ "items.csv": "sku\nA\n" }, [agreed, agreed, moved, moved]);
    expect(lines.filter((line) => (line as { sku: string }).sku === "A")).toEqual([]);
  });

  it("goes on with the same gap when a connection is replaced by one that says less", () => {
    const name = "2026-04-03T130000Z";
    const lean = JSON.stringify({ item: "A", warehouse: "WH-BK", available: 9 });
    const { lines } = replay({ [`snapshots/${name}/erp.jsonl`]: `${lean}\n` }, [
      agreed,
      behind,
      behind,
      behind,
    ]);
    expect(lines).toMatchObject([{ sku: "A", resolved_at: null, last_agreed_at: "2026-04-03T10:00:00Z" }]);
  });

  it("bridges a hole of days in the readings", () => {
    const files = Object.assign(
      {},
      snapshot("2026-04-03T100000Z", agreed),
      snapshot("2026-04-07T100000Z", behind),
      snapshot("2026-04-07T110000Z", behind),
    ) as Record<string, string>;
    expect(handoff("replay", "--store", recordedStore(files)).lines).toMatchObject([
      { first_seen_at: "2026-04-07T10:00:00Z", last_agreed_at: "2026-04-03T10:00:00Z" },
    ]);
  });
});

describe("replay of what is meant to differ", () => {
  const pools = (units: number): Readonly<Record<string, string>> => ({
    "store.json": storeJson({
      pools: [
        {
          name: "available",
          compare: { wms: "available", erp: "available", storefront: "available" },
          truth: "erp",
          tolerance: { units: 0, percent: 0 },
          declared: [{ location: brooklyn, units }],
        },
      ],
    }),
  });
  const kept = (storefront: number): Stock => ({
    wms: { A: 9 },
    erp: { A: 9 },
    storefront: { A: storefront },
  });

  it("says nothing of a declared buffer", () => {
    expect(replay(pools(3), [kept(6), kept(6), kept(6)]).lines).toEqual([]);
  });

  it("says what goes beyond it, and since when", () => {
    expect(replay(pools(3), [kept(6), kept(2), kept(2), kept(2)]).lines).toMatchObject([
      { sku: "A", first_seen_at: "2026-04-03T11:00:00Z", last_agreed_at: "2026-04-03T10:00:00Z" },
    ]);
  });

  it("takes a buffer as larger than the stock", () => {
    const little: Stock = { wms: { A: 2 }, erp: { A: 2 }, storefront: { A: 0 } };
    expect(replay(pools(3), [little, little, little]).lines).toEqual([]);
  });
});
