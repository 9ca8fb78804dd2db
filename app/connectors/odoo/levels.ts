import type { Instant, Quantity, ReportedLevel } from "../../inventory/index.ts";
import type { LevelPage, RejectedRow } from "../contract.ts";
import { readRows, told } from "../shared/vendor-rows.ts";
import { sumOf } from "../shared/sums.ts";
import type { OdooConfig } from "./config.ts";
import type { Places } from "./places.ts";
import { quant, type Quant } from "./schema.ts";

interface Group {
  readonly product: string;
  readonly code: string;
  readonly quants: Quant[];
}

/**
 * All quants of some products as levels: Odoo has one per lot, package, owner and shelf. `skus` has the products' SKUs by id; a product
 * with stock and without a SKU is rejected, once per location.
 */
export function levelsOf(
  records: readonly unknown[],
  skus: ReadonlyMap<string, string>,
  places: Places,
  config: OdooConfig,
  observedAt: Instant,
): Pick<LevelPage, "levels" | "rejected"> {
  const { rows, rejected } = readRows(records, quant, (index) => `stock.quant, row ${index + 1}`);
  const groups = new Map<string, Group>();
  // A sum that leaves out what could not be read is another number.
  const spoilt = new Set(
    records.filter((record) => !quant.safeParse(record).success).map((record) => keyOf(record, places)),
  );
  for (const row of rows) {
    const code = places.get(row.location_id)?.code ?? null;
    if (code === null || (row.owner_id !== null && config.consignment === "leave_out")) continue;
    const key = keyText(row.product_id, code);
    const group = groups.get(key) ?? { product: row.product_id, code, quants: [] };
    group.quants.push(row);
    groups.set(key, group);
  }
  const nameless: RejectedRow[] = [];
  const levels: ReportedLevel[] = [];
  for (const [key, { product, code, quants }] of groups) {
    if (spoilt.has(key)) continue;
    const item = skus.get(product) ?? "";
    if (item.trim() === "")
      nameless.push({
        where: `product ${product} in ${code}`,
        reason: "default_code (internal reference) is empty",
      });
    else levels.push({ item, code, ...sums(quants, places, config), observedAt });
  }
  return { levels, rejected: [...rejected, ...nameless] };
}

const keyed = quant.pick({ product_id: true, location_id: true });

function keyOf(record: unknown, places: Places): string | null {
  const { data } = keyed.safeParse(record);
  return data ? keyText(data.product_id, places.get(data.location_id)?.code ?? "") : null;
}

function keyText(product: string, code: string): string {
  return JSON.stringify([product, code]);
}

/** on_hand = available + committed + unavailable, as Odoo's own numbers have it for each quant. */
function sums(
  quants: readonly Quant[],
  places: Places,
  config: OdooConfig,
): Pick<ReportedLevel, "states" | "updatedAt"> {
  const [sold, unsold] = [true, false].map((wanted) =>
    quants.filter(({ location_id }) => places.get(location_id)?.sold === wanted),
  );
  const total = (
    list: readonly Quant[] | undefined,
    field: "quantity" | "reserved_quantity" | "available_quantity",
  ) => sumOf(...(list ?? []).map((one) => one[field]));
  const states: Partial<Record<string, Quantity | undefined>> = {
    on_hand: total(quants, "quantity"),
    available: total(sold, "available_quantity"),
    committed: total(sold, "reserved_quantity"),
    // Nothing there is a 0 only where somebody said what is not sold from.
    unavailable: config.unsellable === undefined ? undefined : total(unsold, "quantity"),
  };
  const times = quants.flatMap(({ write_date }) => (write_date === null ? [] : [write_date]));
  return { states: told(states), updatedAt: times.length > 0 ? Math.max(...times) : null };
}
