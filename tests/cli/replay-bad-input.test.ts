import { describe, expect, it } from "vitest";
import { handoff } from "./run.ts";
import { brooklyn, recordedStore, snapshot, type Stock } from "./stores.ts";

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
});
