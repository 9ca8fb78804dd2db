import { isZero, minus } from "../shared/decimal.ts";
import type { HeldRow } from "../shared/stock-book.ts";
import { wallClock } from "../shared/zone.ts";

export const zone = "America/Chicago";
export const customerId = 7;
export type Row = Readonly<Record<string, unknown>>;

interface Part {
  readonly qualifier: string;
  readonly onHand: string;
  readonly allocated: string;
  readonly onHold: string;
}

/** A row without anything is left out. Every fifth one is split by its qualifier, which makes two rows of one SKU. */
function parts(row: HeldRow): readonly Part[] {
  if ([row.onHand, row.committed, row.unavailable].every(isZero)) return [];
  const whole = { qualifier: "", onHand: row.onHand, allocated: row.committed, onHold: row.unavailable };
  const free = Number(row.onHand) - Number(row.committed) - Number(row.unavailable);
  if (row.id % 5 !== 0 || free < 1) return [whole];
  return [
    { ...whole, onHand: minus(row.onHand, "1") },
    { qualifier: "RED", onHand: "1", allocated: "0", onHold: "0" },
  ];
}

/** Shape: recorded by singer-io/tap-3plcentral. It names no customer. */
export function summaries(row: HeldRow): readonly Row[] {
  return parts(row).map(({ qualifier, onHand, allocated, onHold }) => ({
    itemIdentifier: { sku: row.item, id: row.itemId },
    qualifier,
    totalReceived: Number(onHand) + 1_000,
    allocated: Number(allocated),
    available: Number(minus(onHand, allocated, onHold)),
    onHold: Number(onHold),
    onHand: Number(onHand),
    facilityId: Number(row.code),
  }));
}

/** Lines by receipt: what is on hold is a line of its own. */
export function details(row: HeldRow): readonly Row[] {
  return parts(row).flatMap(({ qualifier, onHand, allocated, onHold }, index) => {
    const line = (id: number, quantity: string, available: string, held: boolean): Row => ({
      receiveItemId: row.id * 10 + index * 2 + id,
      itemIdentifier: { sku: row.item, id: row.itemId },
      qualifier,
      received: Number(quantity),
      available: Number(available),
      onHand: Number(quantity),
      isOnHold: held,
      quarantined: false,
      lotNumber: "",
      serialNumber: "",
      expirationDate: null,
      locationIdentifier: { id: 1, nameKey: { name: "A-01", facilityIdentifier: { id: Number(row.code) } } },
      facilityId: Number(row.code),
      customerId,
      inventoryUnitOfMeasureIdentifier: { id: 1, name: "Each" },
      // The warehouse's own time, without a zone.
      receivedDate: wallClock(zone, Date.parse(row.updatedAt)).slice(0, 19),
      receiverId: row.id,
      poNum: null,
    });
    const free = minus(onHand, onHold);
    const lines = [line(0, free, minus(free, allocated), false)];
    return isZero(onHold) ? lines : [...lines, line(1, onHold, "0", true)];
  });
}

/** What plain JSON looks like: the same members with a capital, and lists called ResourceList. */
export function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
      if (name === "_links") return [];
      if (name === "_embedded") return [["ResourceList", pascal((inner as { item: unknown }).item)]];
      return [[name.charAt(0).toUpperCase() + name.slice(1), pascal(inner)]];
    }),
  );
}
