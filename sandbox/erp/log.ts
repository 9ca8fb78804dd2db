import { erpCode } from "../world/catalogue.ts";
import type { World } from "../world/world.ts";
import { easternTime } from "./balances.ts";

export interface LogLine {
  readonly time: string;
  readonly type: string;
  readonly item: string | null;
  readonly warehouse: string | null;
  readonly quantityChange: number | null;
  /** The system that an integration run wrote into. */
  readonly target: string | null;
  readonly memo: string | null;
}

/** What the ERP has in its log since then, in its own codes and units; oldest first. */
export function erpLog(world: World, since: number, skew: number): readonly LogLine[] {
  const items = new Map(world.items.map((item) => [item.sku, item]));
  const warehouses = new Map(world.places.map((place) => [place.id, place.warehouse]));
  return world
    .happenings(since - skew)
    .filter((happening) => happening.teller === "erp")
    .map((happening) => {
      const item = items.get(happening.sku ?? "");
      return {
        time: easternTime(happening.at + skew),
        type: happening.kind,
        item: item ? erpCode(item) : null,
        warehouse: warehouses.get(happening.locationId ?? "") ?? null,
        quantityChange: happening.delta === null ? null : happening.delta / (item?.erpUnitsPer ?? 1),
        target: happening.system === "erp" ? null : happening.system,
        memo: happening.note,
      };
    });
}
