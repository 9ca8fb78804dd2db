import { describe, expect, it } from "vitest";
import {
  healthOf,
  type HandoffHealth,
  type HealthQuestion,
  type LoggedEvent,
} from "../../../app/diagnosis/index.ts";

const minute = 60_000;
const now = Date.parse("2026-04-03T12:00:00Z");
const ago = (minutes: number): number => now - minutes * minute;

function stockInto(known: Partial<HealthQuestion>): HandoffHealth | undefined {
  const question: HealthQuestion = {
    ...{ at: now, chain: ["erp", "storefront"], events: [], health: [], arrivals: [], waiting: [] },
    windows: { stock: { storefront: 10 * minute }, orders: { storefront: 10 * minute } },
    ...known,
  };
  return healthOf(question).find(({ flow }) => flow === "stock");
}

function line(kind: string, at: number): LoggedEvent {
  return { at, kind, system: "storefront", locationId: null, sku: null, delta: null, note: null };
}

const arrival = {
  sku: "KC-1",
  locationId: "brooklyn",
  pool: "available",
  from: "erp",
  into: "storefront",
} as const;
const waiting = [{ from: "erp", into: "storefront", flow: "stock", since: ago(60) }] as const;

describe("the health of a handoff", () => {
  it("is unknown where nobody says and nothing moves", () => {
    expect(stockInto({})).toMatchObject({
      state: "unknown",
      lastSuccess: null,
      queued: null,
      stillSince: null,
    });
  });

  it("is moving while runs come", () => {
    expect(stockInto({ events: [line("sync_run", ago(5))] })).toMatchObject({
      state: "moving",
      lastSuccess: { at: ago(5), told: "run" },
    });
  });

  it("is inferred from what arrives where no run is logged", () => {
    const arrivals = [{ ...arrival, at: ago(4), delay: 3 * minute }];
    expect(stockInto({ arrivals })).toMatchObject({
      state: "moving",
      lastSuccess: { at: ago(4), told: "arrival" },
    });
  });

  it("is slow where numbers arrive late", () => {
    const arrivals = [1, 2, 3].map((index) => ({ ...arrival, at: ago(index), delay: 25 * minute }));
    expect(stockInto({ arrivals })?.state).toBe("slow");
  });

  it("is silent since numbers have waited and nothing has arrived", () => {
    expect(stockInto({ waiting })).toMatchObject({ state: "silent", stillSince: ago(60), waiting: 1 });
  });

  it("is not silent while others arrive", () => {
    const arrivals = [{ ...arrival, at: ago(2), delay: minute }];
    expect(stockInto({ waiting, arrivals })).toMatchObject({ state: "moving", stillSince: null });
  });

  it("is failing until a run succeeds", () => {
    const events = [line("sync_run", ago(40)), line("sync_failed", ago(10))];
    expect(stockInto({ events })).toMatchObject({ state: "failing", lastFailure: { at: ago(10) } });
    expect(stockInto({ events: [...events, line("sync_run", ago(1))] })?.state).toBe("moving");
  });

  it("queues with an estimate of when it is through", () => {
    const sample = { system: "storefront", failed: 0, throttled: 9, oldestQueuedAt: ago(50) } as const;
    const health = [
      { ...sample, at: ago(10), queued: 140 },
      { ...sample, at: now, queued: 100 },
    ];
    expect(stockInto({ health })).toMatchObject({ state: "queueing", queued: 100, drainMinutes: 25 });
    expect(
      stockInto({
        health: health.toReversed().map((each, index) => ({ ...each, at: ago(10 - 10 * index) })),
      }),
    ).toMatchObject({
      drainMinutes: null,
    });
  });
});
