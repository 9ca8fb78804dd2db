import type { Instant, States, System } from "../../inventory/index.ts";

/** What one system said of one key in one reading, before any pool is applied. */
export interface RawSide {
  readonly missing: boolean;
  readonly states: States;
  readonly updatedAt: Instant | null;
  readonly observedAt: Instant | null;
}

export type RawSides = Readonly<Partial<Record<System, RawSide>>>;

/** One stretch of readings that said the same. */
export interface Stretch {
  readonly at: Instant;
  until: Instant;
  readonly sides: RawSides;
}

/** Everything that readings said of one key, oldest first. A reading that says nothing new only makes the last stretch longer. */
export class KeyMemory {
  readonly sku: string;
  readonly locationId: string;
  inventoryItemId: string | null = null;
  readonly stretches: Stretch[] = [];

  constructor(sku: string, locationId: string) {
    this.sku = sku;
    this.locationId = locationId;
  }

  /** True where it is news. */
  add(at: Instant, sides: RawSides): boolean {
    const last = this.stretches.at(-1);
    if (last && sameSides(last.sides, sides)) {
      last.until = at;
      return false;
    }
    this.stretches.push({ at, until: at, sides });
    return true;
  }
}

function sameSides(a: RawSides, b: RawSides): boolean {
  return sameSide(a.wms, b.wms) && sameSide(a.erp, b.erp) && sameSide(a.storefront, b.storefront);
}

function sameSide(a: RawSide | undefined, b: RawSide | undefined): boolean {
  if (!a || !b) return a === b;
  return a.missing === b.missing && a.updatedAt === b.updatedAt && sameStates(a, b);
}

export function sameStates(a: RawSide, b: RawSide): boolean {
  const names = Object.keys(a.states) as (keyof States)[];
  return (
    names.length === Object.keys(b.states).length && names.every((name) => a.states[name] === b.states[name])
  );
}
