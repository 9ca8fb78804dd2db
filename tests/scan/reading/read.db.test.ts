import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formatQuantity, type ReportedKey, type ReportedLevel } from "../../../app/inventory/index.ts";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { keptReadingStore } from "../../../app/persistence/stores/kept-readings.ts";
import type { Source } from "../../../app/scan/ports.ts";
import { readSource, type Read } from "../../../app/scan/reading/read.ts";
import { attentiveTo } from "../../../app/scan/reading/second-look.ts";
import { simulator } from "../../../sandbox/vendors/netsuite/index.ts";
import type { RunningVendor, SeedRow } from "../../../sandbox/vendors/contract.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { addShop, connect, workerOn } from "./vendor-shop.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const minute = 60_000;
const hour = 60 * minute;
const [code] = [simulator.locationCode(1)];
let fresh: TestDatabase;
let database: Database;
let now = noon;
let vendor: RunningVendor;
let shop: string;
let worker: ReturnType<typeof workerOn>;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});
beforeEach(async () => {
  now = noon;
  vendor = await simulator.start({
    rows: Array.from({ length: 2_000 }, (_, index) => row(`KC-${index}`, "5", noon - 30 * hour)),
    locations: [{ code, name: "Brooklyn" }],
    pageSize: 500,
    limits: null,
    now: () => now,
  });
  shop = await addShop(database, noon);
  await connect(database, shop, { role: "erp", connector: "netsuite", config: vendor.config(), at: noon });
  worker = workerOn(database, () => now);
});
afterEach(async () => {
  await worker.close();
  await vendor.close();
});

const row = (item: string, onHand: string, at: number): SeedRow => ({
  ...{ item, code, onHand, updatedAt: new Date(at).toISOString() },
});

interface Seen extends Read {
  readonly levels: ReadonlyMap<string, ReportedLevel>;
  readonly source: Source;
  /** Pages of stock that the vendor was asked for. */
  readonly pages: number;
}

async function read(
  given: {
    scanId?: string;
    live?: readonly ReportedKey[];
    signal?: AbortSignal;
    onPage?: () => void;
  } = {},
): Promise<Seen> {
  const { scanId = randomUUID(), live = [], signal = new AbortController().signal, onPage } = given;
  const [source] = await worker.witnesses(shop);
  if (!source) throw new Error("there is no connection");
  const levels = new Map<string, ReportedLevel>();
  const before = stockPages();
  const result = await readSource({
    ...{ source, scanId, signal, secondLook: true, liveKeys: live, now: () => now },
    kept: keptReadingStore(database.prisma),
    take(page) {
      for (const level of page.levels) {
        if (levels.has(level.item)) throw new Error(`${level.item} came twice`);
        levels.set(level.item, level);
      }
      onPage?.();
      return Promise.resolve();
    },
  });
  return { ...result, levels, source, pages: stockPages() - before };
}

const stockPages = (): number => vendor.requests.filter(({ kind }) => kind === "stock").length;
const onHand = ({ levels }: Seen, item: string): string | null => {
  const quantity = levels.get(item)?.states.on_hand;
  return quantity === undefined ? null : formatQuantity(quantity);
};

describe("reading what changed", () => {
  it("asks for little, tells everything, and leaves each unread row the time at which it was read", async () => {
    const whole = await read();
    expect(whole.how).toEqual({ kind: "full", why: "first", wholeAt: noon });
    now = noon + 15 * minute;
    vendor.put([row("KC-7", "3", now), row("NEW-1", "9", now)]);
    now += minute;
    const changes = await read();
    expect(changes.how).toEqual({ kind: "changes", why: null, wholeAt: noon });
    expect(changes.from).toBe(now);
    expect(changes.pages).toBeLessThan(whole.pages);
    expect(changes.levels.size).toBe(2_001);
    expect([onHand(changes, "KC-7"), onHand(changes, "NEW-1"), onHand(changes, "KC-8")]).toEqual([
      "3",
      "9",
      "5",
    ]);
    expect(changes.levels.get("KC-7")?.observedAt).toBe(now);
    expect(changes.levels.get("KC-8")?.observedAt).toBe(noon);
    now += 15 * minute;
    expect(onHand(await read(), "KC-7")).toBe("3");
  });

  it("finds a row that was deleted with the next full sweep, which comes when the merchant wants it", async () => {
    await read();
    vendor.remove("KC-9", code);
    now = noon + hour;
    expect((await read()).levels.has("KC-9")).toBe(true);
    now = noon + 6 * hour;
    const due = await read();
    expect(due.how).toEqual({ kind: "full", why: "due", wholeAt: now });
    expect(due.levels.has("KC-9")).toBe(false);
  });

  it("reads what lives afresh, also where the system forgot to stamp it, and everything at once where a row of it is gone", async () => {
    await read();
    now = noon + hour;
    const live = [{ item: "KC-5", code }];
    const looked = await read({ live });
    expect(looked.how.kind).toBe("changes");
    expect(looked.levels.get("KC-5")?.observedAt).toBe(now);
    vendor.remove("KC-5", code);
    now += minute;
    const gone = await read({ live });
    expect(gone.how).toMatchObject({ kind: "full", why: "vanished" });
    expect(gone.levels.has("KC-5")).toBe(false);
  });

  it("does not call a row vanished that was never there", async () => {
    await read();
    now = noon + minute;
    expect((await read({ live: [{ item: "NOWHERE", code }] })).how.kind).toBe("changes");
  });

  it("keeps what a second look saw in the same scan, and doubts itself where that found nothing", async () => {
    const { source, keeper } = await read();
    const kept = keptReadingStore(database.prisma);
    const id = source.connection.id;
    const signal = new AbortController().signal;
    now = noon + minute;
    const [listening] = attentiveTo([source], [{ connectionId: id, keeper }], kept);
    await listening?.source.readKeys([{ item: "KC-3", code }], signal);
    await listening?.save();
    now = noon + 2 * minute;
    const next = await read();
    expect(next.how.kind).toBe("changes");
    expect(next.levels.get("KC-3")?.observedAt).toBe(noon + minute);
    vendor.remove("KC-3", code);
    const [again] = attentiveTo([next.source], [{ connectionId: id, keeper: next.keeper }], kept);
    await again?.source.readKeys([{ item: "KC-3", code }], signal);
    await again?.save();
    expect((await read()).how).toMatchObject({ kind: "full", why: "vanished" });
  });

  it("reads everything after its settings were doubted, and after a sweep that failed", async () => {
    const { source } = await read();
    await keptReadingStore(database.prisma).doubt(shop, source.connection.id, "settings");
    now = noon + minute;
    expect((await read()).how).toMatchObject({ kind: "full", why: "settings" });
    await keptReadingStore(database.prisma).doubt(shop, null, "mapping");
    vendor.misbehave({ kind: "server_error" }, { after: 0, times: 1 });
    await expect(read()).rejects.toThrow();
    now += minute;
    expect((await read()).how).toMatchObject({ kind: "full", why: "failed" });
  });
});

describe("a sweep whose worker was killed", () => {
  it("goes on where it was: the next worker asks for the rest only, and tells all of it", async () => {
    const scanId = randomUUID();
    const killed = new AbortController();
    let pages = 0;
    const onPage = () => {
      pages += 1;
      if (pages === 3) killed.abort(new Error("killed"));
    };
    await expect(read({ scanId, signal: killed.signal, onPage })).rejects.toThrow("killed");
    now = noon + minute;
    const rest = await read({ scanId });
    expect(rest.pages).toBe(1);
    expect(rest.levels.size).toBe(2_000);
    expect(rest.from).toBe(noon);
    expect(rest.levels.get("KC-0")?.observedAt).toBe(noon);
    expect(rest.levels.get("KC-1999")?.observedAt).toBe(now);
    expect((await read()).how.kind).toBe("changes");
  });

  it("starts anew in another scan, and where the first worker turns out to be alive only one of them writes", async () => {
    const scanId = randomUUID();
    const killed = new AbortController();
    const onPage = () => killed.abort(new Error("killed"));
    await expect(read({ scanId, signal: killed.signal, onPage })).rejects.toThrow("killed");
    const anew = await read();
    expect(anew.pages).toBe(4);
    const kept = keptReadingStore(database.prisma);
    const held = await kept.find(shop, anew.source.connection.id);
    const taken = await kept.takeOver(shop, anew.source.connection.id, held?.version ?? 0);
    expect(taken).not.toBeNull();
    const pages = { body: null, changed: true, rows: 0, facts: {} };
    expect(await kept.append(shop, anew.source.connection.id, held?.version ?? 0, pages)).toBe(false);
    expect(await kept.append(shop, anew.source.connection.id, taken ?? 0, pages)).toBe(true);
  });
});
