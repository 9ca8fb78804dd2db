import type { ConnectedRole, Instant } from "../inventory/index.ts";
import type { ConnectionStore, ShopStore } from "../shops/ports.ts";
import type { Report } from "../shops/reports/report.ts";
import type { Shop } from "../shops/shop.ts";
import type { Hints } from "../shops/inbox/ports.ts";
import { windowIntoStorefront } from "../shops/windows.ts";
import type { ChangedItem, ChangedLevel, HintStore } from "./hints.ts";
import type { ProductStore } from "./ports.ts";

export interface Hinting {
  readonly shops: Pick<ShopStore, "find" | "scanBy">;
  /** `list`: those that hold stock. */
  readonly connections: Pick<ConnectionStore, "list" | "find">;
  readonly hints: Pick<HintStore, "note" | "noteItems" | "noteReported">;
  readonly products: Pick<ProductStore, "expire">;
}

/**
 * What is told of changes becomes keys to look at, each once its handoff had its time. Levels and items are gathered until `flush`:
 * a storm of deliveries is then one statement for many of them.
 */
export function hintsFrom({ shops, connections, hints, products }: Hinting): Hints & {
  /** What a connection's system reported; anything but changes is left alone. */
  reported: (shop: string, connectionId: string, reports: readonly Report[]) => Promise<void>;
} {
  const levels = new Map<string, ChangedLevel[]>();
  const items = new Map<string, ChangedItem[]>();
  const known = async (domain: string) => {
    const shop = await shops.find(domain);
    if (!shop || shop.uninstalledAt !== null) return null;
    const connected = await connections.list(domain);
    const roles = connected.map(({ role }) => role);
    return { shop, roles, window: windowIntoStorefront(shop.windows, roles) };
  };
  const noteGathered = async (domain: string, told: readonly ChangedLevel[], of: readonly ChangedItem[]) => {
    const found = await known(domain);
    if (!found) return;
    const { window } = found;
    if (of.length > 0) {
      await products.expire(domain, newest(of));
      await hints.noteItems(domain, of, window);
    }
    // More at once than is worth reading key by key: the next scan comes sooner.
    if (told.length > 0 && !(await hints.note(domain, told, window)))
      await shops.scanBy(domain, newest(told) + window);
  };
  return {
    levelChanged: (domain, key, at) => levels.set(domain, [...(levels.get(domain) ?? []), { ...key, at }]),
    itemChanged: (domain, id, at) => items.set(domain, [...(items.get(domain) ?? []), { id, at }]),
    async flush() {
      const domains = new Set([...levels.keys(), ...items.keys()]);
      const gathered = [...domains].map(
        (domain) => [domain, levels.get(domain) ?? [], items.get(domain) ?? []] as const,
      );
      levels.clear();
      items.clear();
      for (const [domain, told, of] of gathered) await noteGathered(domain, told, of);
    },
    async locationsChanged(domain, at) {
      const found = await known(domain);
      if (found) await shops.scanBy(domain, at + found.window);
    },
    async reported(domain, connectionId, reports) {
      const changed = reports.flatMap(({ kind, item, code, at }) =>
        kind === "changed" && item !== null ? [{ item, code, at }] : [],
      );
      if (changed.length === 0) return;
      const [found, own] = await Promise.all([known(domain), connections.find(domain, connectionId)]);
      if (!found || !own) return;
      const window = windowFrom(own.role, found.shop, found.roles);
      if (!(await hints.noteReported(domain, connectionId, changed, window)))
        await shops.scanBy(domain, newest(changed) + window);
    },
  };
}

function newest(changed: readonly { readonly at: Instant }[]): Instant {
  return Math.max(...changed.map(({ at }) => at));
}

/** How long a number takes from there into the storefront. */
function windowFrom(role: ConnectedRole, { windows }: Shop, roles: readonly ConnectedRole[]): number {
  const last = windowIntoStorefront(windows, roles);
  return role === "wms" && roles.includes("erp") ? windows.wms_erp + last : last;
}
