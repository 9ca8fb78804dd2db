import type { Side } from "../../app/comparison/contract.ts";
import { createComparison } from "../../app/comparison/engine.ts";
import { readSnapshot } from "../../app/cli/recorded-snapshot.ts";
import { openStore, snapshotNames, snapshotTime } from "../../app/cli/recorded-store.ts";
import type { Quantity, System } from "../../app/inventory/index.ts";
import type { Line } from "./score.ts";

/**
 * What a monitor does that compares numbers: three values with a tolerance of 5 units or 5 %, told when two readings in a row differ,
 * the handoff by the odd one out, the cause guessed from the systems' own times.
 */
export async function peerLines(folder: string): Promise<readonly Line[]> {
  const store = openStore(folder, () => undefined);
  const tolerance = { units: 5_000_000 as Quantity, percent: 5 };
  const setup = { ...store.setup, pools: store.setup.pools.map((pool) => ({ ...pool, tolerance })) };
  const live = new Map<string, { readonly line: Line; seen: number }>();
  const told: Line[] = [];
  let previous: string | null = null;
  for (const name of snapshotNames(store)) {
    const at = new Date(snapshotTime(name) ?? 0).toISOString();
    const { engine } = await readSnapshot(store, name, (onFault) => createComparison(setup, onFault), {
      strict: false,
    });
    const result = engine.finish();
    const now = new Set<string>();
    for (const { sku, locationId, pool, sides, verdict } of result.gaps) {
      const key = [sku, locationId, pool].join("|");
      now.add(key);
      const handoff =
        verdict === "upstream" || verdict === "erp_alone"
          ? "wms_erp"
          : verdict === "both"
            ? "both"
            : store.systems.has("erp")
              ? "erp_storefront"
              : "wms_storefront";
      const before = live.get(key);
      const entry = before ?? {
        line: {
          ...{
            sku,
            location: locationId,
            pool,
            first_seen_at: at,
            opened_at: at,
            resolved_at: null,
            last_agreed_at: previous,
          },
          ...{ handoff, flow: "stock", cause: guess(sides), trigger: null, recurrence: 0, incident: key },
        },
        seen: 0,
      };
      entry.seen += 1;
      if (entry.seen === 2) told.push({ ...entry.line, opened_at: at });
      live.set(key, entry);
    }
    for (const [key, { line, seen }] of live) {
      if (now.has(key)) continue;
      live.delete(key);
      const index = told.findIndex(
        (each) =>
          each.first_seen_at === line.first_seen_at && [each.sku, each.location, each.pool].join("|") === key,
      );
      if (seen >= 2 && index >= 0) told[index] = { ...(told[index] as Line), resolved_at: at };
    }
    previous = at;
  }
  return told;
}

function guess(sides: Readonly<Partial<Record<System, Side>>>): string {
  if (Object.values(sides).some(({ missing }) => missing)) return "filter_rule";
  const [up, down] = [
    sides.erp?.updatedAt ?? sides.wms?.updatedAt ?? null,
    sides.storefront?.updatedAt ?? null,
  ];
  if (up === null || down === null) return "unknown";
  if (Math.abs(up - down) < 60_000) return "pool_definition";
  return up > down ? "sync_lag" : "manual_override";
}
