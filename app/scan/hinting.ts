import type { ConnectedRole, Instant } from "../inventory/index.ts";
import type { ConnectionStore, ShopStore } from "../shops/ports.ts";
import type { Report } from "../shops/reports/report.ts";
import type { Shop } from "../shops/shop.ts";
import type { Hints } from "../shops/inbox/ports.ts";
import { windowIntoStorefront } from "../shops/windows.ts";
import type { HintStore } from "./hints.ts";
import type { ProductStore } from "./ports.ts";

export interface Hinting {
  readonly shops: Pick<ShopStore, "find" | "scanBy">;
  readonly connections: Pick<ConnectionStore, "list">;
  readonly hints: Pick<HintStore, "note" | "noteItems" | "noteReported">;
  readonly products: Pick<ProductStore, "expire">;
}

/** What is told of changes becomes keys to look at, each once its handoff had its time. */
export function hintsFrom({ shops, connections, hints, products }: Hinting): Hints & {
  /** What a connection's system reported; anything but changes is left alone. */
  reported(shop: string, connectionId: string, reports: readonly Report[]): Promise<void>;
} {
  const known = async (domain: string) => {
    const shop = await shops.find(domain);
    if (!shop || shop.uninstalledAt !== null) return null;
    return { shop, connected: await connections.list(domain) };
  };
  const rolesOf = (connected: readonly { readonly role: ConnectedRole }[]) =>
    connected.map(({ role }) => role);
  return {
    async levelChanged(domain, key, at) {
      const found = await known(domain);
      if (!found) return;
      const window = windowIntoStorefront(found.shop.windows, rolesOf(found.connected));
      // More at once than is worth reading key by key: the next scan comes sooner.
      if (!(await hints.note(domain, key, at, window))) await shops.scanBy(domain, at + window);
    },
    async itemsChanged(domain, changed, at) {
      const found = await known(domain);
      if (!found) return;
      await products.expire(domain, at);
      await hints.noteItems(
        domain,
        changed,
        at,
        windowIntoStorefront(found.shop.windows, rolesOf(found.connected)),
      );
    },
    async locationsChanged(domain, at) {
      const found = await known(domain);
      if (found)
        await shops.scanBy(domain, at + windowIntoStorefront(found.shop.windows, rolesOf(found.connected)));
    },
    async reported(domain, connectionId, reports) {
      const changed = reports.flatMap(({ kind, item, code, at }) =>
        kind === "changed" && item !== null ? [{ item, code, at }] : [],
      );
      const found = changed.length === 0 ? null : await known(domain);
      const own = found?.connected.find(({ id }) => id === connectionId);
      if (!found || !own) return;
      const window = windowFrom(own.role, found.shop, rolesOf(found.connected));
      if (!(await hints.noteReported(domain, connectionId, changed, window)))
        await shops.scanBy(domain, Math.max(...changed.map(({ at }) => at)) + window);
    },
  };
}

/** How long a number takes from there into the storefront. */
function windowFrom(role: ConnectedRole, { windows }: Shop, roles: readonly ConnectedRole[]): number {
  const last = windowIntoStorefront(windows, roles);
  return role === "wms" && roles.includes("erp") ? windows.wms_erp + last : last;
}
