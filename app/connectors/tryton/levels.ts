import { wholeUnits, type Instant, type ReportedLevel } from "../../inventory/index.ts";
import type { LevelPage, RejectedRow } from "../contract.ts";
import { difference } from "../shared/sums.ts";
import { told } from "../shared/vendor-rows.ts";
import type { TrytonConfig } from "./config.ts";
import type { Incoming } from "./incoming.ts";
import type { Holding } from "./quantities.ts";

const none = wholeUnits(0);

/** Every product at every warehouse has a row: Tryton says 0 of what was never there. */
export function levelsOf(
  { warehouse, onHand, free, rejected }: Holding,
  incoming: Incoming,
  config: TrytonConfig,
  observedAt: Instant,
): Pick<LevelPage, "levels" | "rejected"> {
  const levels: ReportedLevel[] = [];
  const nameless: RejectedRow[] = [];
  for (const [product, { code, quantity }] of onHand) {
    if (code.trim() === "") {
      if (quantity !== none)
        nameless.push({ where: `product ${product} in ${warehouse.code}`, reason: "code is empty" });
      continue;
    }
    // Rejected in one of the two answers, and told so.
    if (!free.has(product)) continue;
    const available = free.get(product);
    const states = told({
      on_hand: quantity,
      available,
      // What is free in one zone and there in all does not tell what is promised.
      committed: config.available === "warehouse" ? difference(quantity, available) : undefined,
      incoming: incoming === null ? undefined : (incoming.get(product)?.get(warehouse.id) ?? none),
    });
    levels.push({ item: code, code: warehouse.code, states, updatedAt: null, observedAt });
  }
  return { levels, rejected: [...rejected, ...nameless] };
}
