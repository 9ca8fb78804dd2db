import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createComparison } from "../../app/comparison/index.ts";
import { openStore } from "../../app/cli/recorded-store.ts";
import { readSnapshot, snapshotFile } from "../../app/cli/recorded-snapshot.ts";
import { StorefrontThread } from "../../app/cli/storefront-thread.ts";
import { recordedStore, snapshot } from "./stores.ts";

const name = "2026-04-03T101500Z";
const stock = { wms: { A: 5, B: 1, C: 7 }, erp: { A: 5, B: 2, c: 7 }, storefront: { A: 6, B: 2, D: 1 } };

function open(files: Readonly<Record<string, string | null>>) {
  return openStore(recordedStore(files), (problem) => {
    throw problem;
  });
}

async function compared(store: ReturnType<typeof open>, apartFrom: number) {
  const { engine } = await readSnapshot(store, name, () => createComparison(store.setup), {
    strict: false,
    apartFrom,
  });
  const { gaps, report } = engine.finish();
  return { gaps: [...gaps], report };
}

describe("a snapshot whose storefront is read in a thread of its own", () => {
  it("is compared with the same result, bad lines and a file that breaks off included", async () => {
    const files = snapshot(name, stock);
    const path = `snapshots/${name}/storefront.jsonl`;
    const store = open({
      ...files,
      [path]: `${files[path] ?? ""}{"id":7}\nnothing\n{"id":"gid://shopify/Inv`,
    });
    const here = await compared(store, Infinity);
    expect(here.gaps).not.toHaveLength(0);
    expect(here.report.counts.rejected.storefront).toBe(3);
    expect(await compared(store, 0)).toEqual(here);
  });

  it("is an error, and no result, where the thread cannot read the file", async () => {
    const store = open({ ...snapshot(name, stock), [`snapshots/${name}/storefront.jsonl`]: null });
    mkdirSync(snapshotFile(store, name, "storefront"));
    await expect(compared(store, 0)).rejects.toThrow(/storefront\.jsonl: cannot be read \(EISDIR\)/);
    await expect(compared(store, Infinity)).rejects.toThrow(/storefront\.jsonl: cannot be read \(EISDIR\)/);
  });

  it("is an error where the thread ends before it has answered", async () => {
    const store = open(snapshot(name, stock));
    const file = join(snapshotFile(store, name, "storefront"));
    const thread = new StorefrontThread({ setup: store.setup, file, observedAt: 1 });
    const reading = expect(thread.reading).rejects.toThrow("The thread that reads the storefront has ended");
    await thread.end();
    await reading;
  });

  it("still says which file has a header that cannot be read", async () => {
    const store = open({ ...snapshot(name, stock), [`snapshots/${name}/wms.csv`]: "sku,on_hand\nA,1\n" });
    await expect(compared(store, 0)).rejects.toThrow(/wms\.csv, line 1, field facility: the column facility/);
  });
});
