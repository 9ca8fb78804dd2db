import { differenceOf } from "../../../app/discrepancies/difference.ts";
import { judge } from "../../../app/discrepancies/lifecycle.ts";
import { wholeUnits } from "../../../app/inventory/index.ts";
import type { Scene } from "../../../app/notify/compose.ts";
import { adminLinks } from "../../../app/notify/links.ts";
import type { DiscrepancyFacts } from "../../../app/channels/ports.ts";
import type { Standing } from "../../../app/channels/standing.ts";
import { gap, noon, windows } from "../../discrepancies/example.ts";

export function scene(change: Partial<Scene> = {}): Scene {
  return {
    ...{ shop: "kiln.myshopify.com", shopName: "Kiln & Co", timezone: "America/New_York", currency: "USD" },
    names: { wms: "ShipWell", erp: "NetSuite", storefront: "Shopify" },
    places: new Map([["gid://shopify/Location/101", "Brooklyn"]]),
    links: adminLinks("https://admin.shopify.com", "client-id"),
    now: noon,
    ...change,
  };
}

/** Stock that stands still between ERP and storefront at Brooklyn, and can oversell. */
export function standing(change: Partial<Standing> = {}): Standing {
  return {
    incident: {
      ...{ id: "11111111-1111-4111-8111-111111111111", key: "erp_storefront stock sync_stalled storefront" },
      ...{ cause: "sync_stalled", handoff: "erp_storefront", flow: "stock", locationId: null },
      ...{ firstSeenAt: noon, openedAt: noon, quietSince: null, closedAt: null },
    },
    ...{ open: 23, canOversell: 7, units: wholeUnits(61), money: "1240.00", unpriced: false },
    ...{ oversellMoney: "400.00", oversellUnpriced: false, ever: 25, patched: 0 },
    locationIds: ["gid://shopify/Location/101"],
    members: [],
    ...change,
  };
}

export function discrepancyFacts(): DiscrepancyFacts {
  const sides = { wms: 2, erp: 2, storefront: 6 };
  const difference = differenceOf(gap("downstream", sides), "10");
  const context = {
    newId: () => "22222222-2222-4222-8222-222222222222",
    now: noon,
    windows,
    lastAgreedAt: null,
  };
  const judgement = judge(null, { kind: "differs", difference, observedAt: noon }, context);
  if (!judgement) throw new Error("The example has no difference");
  return { discrepancy: judgement.discrepancy, productId: "gid://shopify/Product/7" };
}
