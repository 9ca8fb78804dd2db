import { describe, expect, it } from "vitest";
import { EventIndex } from "../../../app/diagnosis/events.ts";
import type { LoggedEvent, Mismatch } from "../../../app/diagnosis/index.ts";
import { wholeUnits, type State, type System } from "../../../app/inventory/index.ts";
import { openDocumentsAt } from "../../../app/scan/diagnosis/documents.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const minute = 60_000;
const brooklyn = "gid://shopify/Location/101";
type Units = Readonly<Partial<Record<State, number>>>;

/** A key at which each system says this, changed half an hour ago. Null: the system has no row. */
function mismatch(sides: Readonly<Partial<Record<System, Units | null>>>, pool = "available"): Mismatch {
  return {
    ...{ sku: "KC-001", locationId: brooklyn, pool, inventoryItemId: null, verdict: "downstream", past: [] },
    ...{ firstSeenAt: noon, lastAgreedAt: null },
    sides: Object.fromEntries(
      Object.entries(sides).map(([system, units]) => [
        system,
        {
          value: null,
          missing: units === null,
          states: Object.fromEntries(
            Object.entries(units ?? {}).map(([state, number]) => [state, wholeUnits(number)]),
          ),
          ...{ updatedAt: noon - 30 * minute, observedAt: noon },
        },
      ]),
    ),
  };
}

const logged = (kind: string, system: System, delta: number, minutesAgo: number): LoggedEvent => ({
  ...{ kind, system, delta, at: noon - minutesAgo * minute, locationId: brooklyn, sku: "KC-001", note: null },
});

/** As "order 3 into storefront". */
const told = (given: Mismatch | readonly Mismatch[], events: readonly LoggedEvent[] = []) =>
  openDocumentsAt([given].flat(), new EventIndex(events), ["wms", "erp", "storefront"], noon).map(
    ({ kind, system, quantity }) => `${kind} ${quantity / 1_000_000} into ${system}`,
  );

describe("what is on its way at a key", () => {
  const sold = {
    erp: { on_hand: 20, available: 18, committed: 2 },
    storefront: { on_hand: 20, available: 15, committed: 5 },
  };
  it("is an order that the storefront holds back and the ERP does not yet", () => {
    expect(told(mismatch(sold))).toEqual(["order 3 into storefront"]);
  });
  it("is no order that was held back when the two last agreed", () => {
    const now = mismatch(sold);
    const agreeing = (committed: number) => {
      const { erp, storefront } = mismatch({
        erp: sold.erp,
        storefront: { ...sold.storefront, committed },
      }).sides;
      const value = wholeUnits(18);
      const sides = {
        ...(erp && { erp: { ...erp, value } }),
        ...(storefront && { storefront: { ...storefront, value } }),
      };
      return [{ at: noon - 60 * minute, until: noon - 60 * minute, sides }];
    };
    expect(told({ ...now, past: agreeing(5) })).toEqual([]);
    expect(told({ ...now, past: agreeing(4) })).toEqual(["order 1 into storefront"]);
    expect(told({ ...now, past: agreeing(2) })).toEqual(["order 3 into storefront"]);
  });
  it("is a receipt that the WMS has on the shelf and the ERP still expects", () => {
    const received = {
      wms: { on_hand: 52, available: 52, committed: 0, incoming: 0 },
      erp: { on_hand: 40, available: 40, committed: 0, incoming: 12 },
    };
    expect(told(mismatch(received))).toEqual(["receipt 12 into erp"]);
    expect(told(mismatch(received), [logged("transfer_in", "wms", 12, 5)])).toEqual(["transfer 12 into erp"]);
  });
  it("is a change in the log above after the last change below, where it goes towards the difference", () => {
    const counted = { wms: { on_hand: 9 }, erp: { on_hand: 12 } };
    const loss = logged("cycle_count", "wms", -3, 10);
    expect(told(mismatch(counted), [loss])).toEqual(["queued 3 into erp"]);
    expect(told(mismatch(counted), [{ ...loss, at: noon - 31 * minute }])).toEqual([]);
    expect(told(mismatch(counted), [logged("return", "wms", 2, 10)])).toEqual([]);
    expect(told(mismatch(counted), [logged("pick", "wms", -3, 10)])).toEqual([]);
  });
  it("is told once for a key, whatever pools differ there", () => {
    expect(told([mismatch(sold), mismatch(sold, "on_hand")])).toEqual(["order 3 into storefront"]);
  });
  it("is nothing where a state is counted differently, unknown, or the row is not there", () => {
    const { erp, storefront } = sold;
    expect(told(mismatch({ erp, storefront: { ...storefront, available: 18 } }))).toEqual([]);
    expect(told(mismatch({ erp: { available: 18 }, storefront }))).toEqual([]);
    expect(told(mismatch({ erp: null, storefront }))).toEqual([]);
    expect(told(mismatch({ erp, storefront: { ...erp, incoming: 6 } }))).toEqual([]);
  });
});
