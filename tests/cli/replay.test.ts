import { describe, expect, it } from "vitest";
import { handoff } from "./run.ts";
import { brooklyn, recordedStore, snapshot, type Stock } from "./stores.ts";

const at = (hour: number): string => `2026-04-03T${hour}0000Z`;
const time = (hour: number): string => `2026-04-03T${hour}:00:00Z`;

/** One snapshot an hour, from ten o'clock. */
function replay(stocks: readonly Stock[], items: string | null = null) {
  const files = Object.assign(
    { "items.csv": items },
    ...stocks.map((stock, index) => snapshot(at(10 + index), stock)),
  ) as Record<string, string | null>;
  return handoff("replay", "--store", recordedStore(files));
}

const same = (available: number): Stock => ({
  wms: { A: available },
  erp: { A: available },
  storefront: { A: available },
});
const behind: Stock = { wms: { A: 9 }, erp: { A: 9 }, storefront: { A: 4 } };

describe("replay", () => {
  it("follows a gap from the last agreement to its end, in snapshots' times", () => {
    const { code, lines } = replay([same(5), behind, behind, same(9)], "sku,price\nA,24.00\n");
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      {
        sku: "A",
        location: brooklyn,
        pool: "available",
        first_seen_at: time(11),
        opened_at: time(11),
        resolved_at: time(13),
        last_agreed_at: time(10),
        values: { wms: 9, erp: 9, storefront: 4 },
        verdict: "downstream",
        handoff: "erp_storefront",
        flow: "stock",
        direction: "hidden_stock",
        units: 5,
        money: 120,
      },
    ]);
  });

  it("writes a reopened key as a new line", () => {
    const { lines } = replay([behind, same(9), behind]);
    expect(lines.map((line) => [line["first_seen_at"], line["resolved_at"], line["last_agreed_at"]])).toEqual(
      [
        [time(10), time(11), null],
        [time(12), null, time(11)],
      ],
    );
  });

  it("neither opens nor resolves anything while a system is not read", () => {
    const { erp, storefront } = same(9);
    const unread = { erp, storefront } as Stock;
    expect(replay([behind, unread]).lines).toMatchObject([{ resolved_at: null }]);
    expect(replay([{ erp: { A: 9 }, storefront: { A: 4 } }, same(4)]).lines).toEqual([]);
  });

  it("does not believe a feed that suddenly ends early, until it comes so again", () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`S${index}`, 3]));
    const few = Object.fromEntries(Object.entries(many).slice(0, 8));
    const whole: Stock = { wms: many, erp: many, storefront: many };
    const ended: Stock = { ...whole, wms: few };
    expect(replay([whole, ended]).lines).toEqual([]);
    const again = replay([whole, ended, ended]).lines;
    expect(again).toHaveLength(12);
    expect(again[0]).toMatchObject({ verdict: "missing", first_seen_at: time(12), last_agreed_at: time(10) });
  });

  it("tells what each snapshot held, and exits with 2 for a store without any", () => {
    expect(replay([same(5), behind]).stderr).toContain("2 snapshots, 1 episodes, 0 resolved");
    expect(handoff("replay", recordedStore())).toMatchObject({ code: 2 });
  });
});
