import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { handoff } from "./run.ts";
import { brooklyn, recordedStore, snapshot, storeJson } from "./stores.ts";

const name = "2026-04-03T101500Z";
const stock = { wms: { A: 5, B: 1, C: 7 }, erp: { A: 5, B: 2, C: 7 }, storefront: { A: 6, B: 2 } };

describe("compare", () => {
  it("writes a line per gap, with exact values and what is missing", () => {
    const store = recordedStore({ ...snapshot(name, stock), "items.csv": "sku,erp_item\nC,C\n" });
    const { code, lines } = handoff("compare", "--store", store, "--snapshot", name);
    expect(code).toBe(0);
    expect(lines).toEqual([
      {
        sku: "A",
        location: brooklyn,
        pool: "available",
        values: { wms: 5, erp: 5, storefront: 6 },
        verdict: "downstream",
        missing: [],
      },
      {
        sku: "B",
        location: brooklyn,
        pool: "available",
        values: { wms: 1, erp: 2, storefront: 2 },
        verdict: "upstream",
        missing: [],
      },
      {
        sku: "C",
        location: brooklyn,
        pool: "available",
        values: { wms: 7, erp: 7, storefront: null },
        verdict: "missing",
        missing: ["storefront"],
      },
    ]);
  });

  it("says on standard error what was read, that nothing was dropped, and the sums per location", () => {
    const { stderr } = handoff(
      "compare",
      "--store",
      recordedStore(snapshot(name, stock)),
      "--snapshot",
      name,
    );
    expect(stderr).toMatch(/Brooklyn +wms +3 +2 +1 +0 +0 +6\n/);
    expect(stderr).toContain(
      "wms: 3 rows = 2 matched + 1 unmatched + 0 rejected (0 repeated), read 2026-04-03T10:15:00Z",
    );
    expect(stderr).toContain(
      "2 keys, of which 0 untracked and 0 excluded; 0 inactive rows; 0 pools with an unknown value; 2 gaps",
    );
    expect(stderr).toContain("wms unmatched: C is no SKU of the storefront");
  });

  it("writes to a file that is there only when it is whole", () => {
    const store = recordedStore(snapshot(name, stock));
    const out = join(store, "gaps.jsonl");
    const { code, stdout } = handoff("compare", "--store", store, "--snapshot", name, "--out", out);
    expect([code, stdout]).toEqual([0, ""]);
    expect(readFileSync(out, "utf8").trimEnd().split("\n")).toHaveLength(2);
    expect(existsSync(`${out}.partial`)).toBe(false);
  });

  it("reads a shop without a WMS, and a snapshot in which a system was not read", () => {
    const systems = { erp: { name: "ERP" }, storefront: { name: "Shopify" } };
    const two = recordedStore({
      "store.json": storeJson({ systems, pools: undefined }),
      ...snapshot(name, { ...stock, wms: {} }),
    });
    expect(handoff("compare", "--store", two, "--snapshot", name).lines).toEqual([
      {
        sku: "A",
        location: brooklyn,
        pool: "available",
        values: { erp: 5, storefront: 6 },
        verdict: "downstream",
        missing: [],
      },
    ]);
    const { erp, storefront } = stock;
    const unread = handoff(
      "compare",
      "--store",
      recordedStore(snapshot(name, { erp, storefront })),
      "--snapshot",
      name,
    );
    expect(unread.lines).toMatchObject([
      { sku: "A", values: { wms: null, erp: 5, storefront: 6 }, verdict: "downstream" },
    ]);
    expect(unread.stderr).toContain("(0 repeated), not read");
  });

  it("counts a bad row and goes on; strict stops there with file, line and field", () => {
    const store = recordedStore({
      ...snapshot(name, stock),
      [`snapshots/${name}/wms.csv`]: "sku,facility,available\nA,BK1,5\nB,BK1,1e\n",
    });
    const lenient = handoff("compare", "--store", store, "--snapshot", name);
    expect(lenient.code).toBe(0);
    expect(lenient.stderr).toContain('wms rejected: line 3: available: "1e" is not a number');
    expect(lenient.lines.map((line) => line["sku"])).toEqual(["A"]);
    const strict = handoff("compare", "--store", store, "--snapshot", name, "--strict");
    expect([strict.code, strict.stdout]).toEqual([2, ""]);
    expect(strict.stderr).toMatch(
      /^\S+wms\.csv, line 3, field available: available: "1e" is not a number\n$/,
    );
  });

  it.each([
    ["no store", { "store.json": null }, "store.json: there is no such file"],
    ["a store that is not JSON", { "store.json": "{" }, "store.json: is not JSON"],
    ["another format", { "store.json": storeJson({ format: 2 }) }, "store.json, field format: is not 1"],
    [
      "a location without id",
      { "store.json": storeJson({ locations: [{ name: "X" }] }) },
      "field locations[0].id: is missing",
    ],
    [
      "an expression that does not parse",
      { "store.json": storeJson({ pools: [{ name: "p", compare: { wms: "on_hand -" } }] }) },
      'field pools[0].compare.wms: "on_hand -": a state or a number is missing',
    ],
    [
      "a table without facility",
      { [`snapshots/${name}/wms.csv`]: "sku\nA\n" },
      "wms.csv, line 1, field facility: the column facility is missing",
    ],
    [
      "items without sku",
      { "items.csv": "item\nA\n" },
      "items.csv, line 1, field sku: the column is missing",
    ],
    ["no such snapshot", { [`snapshots/${name}/wms.csv`]: null }, "there is no such snapshot"],
  ])("exits with 2 and one clear line: %s", (_what, files, line) => {
    const { code, stdout, stderr } = handoff(
      "compare",
      "--store",
      recordedStore({ "snapshots/.keep": "", ...files }),
      "--snapshot",
      name,
    );
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  it("exits with 2 when it is called wrongly, and explains itself when asked", () => {
    expect(handoff("compare", "--store", "x").code).toBe(2);
    expect(handoff("compare", "--help")).toMatchObject({ code: 0 });
    expect(handoff("--help").stdout).toMatch(/compare[\s\S]*replay/);
  });
});
