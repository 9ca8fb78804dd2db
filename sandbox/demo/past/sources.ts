import {
  parseQuantity,
  wholeUnits,
  type ConnectedRole,
  type ReportedLevel,
} from "../../../app/inventory/index.ts";
import type { Source } from "../../../app/scan/ports.ts";
import type { Connection } from "../../../app/shops/shop.ts";
import { balancePage, type Balance } from "../../erp/balances.ts";
import { stockRows, type StockRow } from "../../wms/stock-rows.ts";
import type { World } from "../../world/world.ts";

/** The connections' systems in a world that stands still, read directly: what they would have answered at that time. */
export function sourcesOf(world: World, connections: readonly Connection[]): readonly Source[] {
  return connections.map((connection) => {
    const levels = (): readonly ReportedLevel[] => levelsOf[connection.role](world);
    return {
      connection,
      canProbe: true,
      listLocations: () => Promise.resolve(codesOf[connection.role](world)),
      async *readLevels() {
        const all = levels();
        yield await Promise.resolve({ levels: all, rejected: [], total: all.length });
      },
      readKeys(keys) {
        const asked = new Set(keys.map(({ item, code }) => JSON.stringify([item, code])));
        return Promise.resolve(levels().filter(({ item, code }) => asked.has(JSON.stringify([item, code]))));
      },
    };
  });
}

const codesOf: Record<ConnectedRole, (world: World) => { readonly code: string; readonly name: string }[]> = {
  erp: ({ places }) => places.map(({ warehouse, name }) => ({ code: warehouse, name })),
  wms: ({ places }) =>
    places.flatMap(({ facilities }) => facilities.map(({ code, name }) => ({ code, name }))),
};

const levelsOf: Record<ConnectedRole, (world: World) => readonly ReportedLevel[]> = {
  erp: (world) => balancePage(world, 0, Infinity, 0).balances.map((row) => erpLevel(row, world.now())),
  wms: (world) => stockRows(world, 0).map((row) => wmsLevel(row, world.now())),
};

function erpLevel(row: Balance, observedAt: number): ReportedLevel {
  return {
    item: row.item,
    code: row.warehouse,
    states: {
      on_hand: parseQuantity(row.quantityOnHand),
      available: parseQuantity(row.quantityAvailable),
      committed: parseQuantity(row.quantityCommitted),
      incoming: parseQuantity(row.quantityOnOrder),
    },
    updatedAt: Date.parse(row.lastModified),
    observedAt,
  };
}

function wmsLevel(row: StockRow, observedAt: number): ReportedLevel {
  return {
    item: row.article,
    code: row.facility,
    states: {
      on_hand: wholeUnits(row.onHand),
      available: wholeUnits(row.sellable),
      committed: wholeUnits(row.allocated),
      incoming: wholeUnits(row.expected),
      damaged: wholeUnits(row.damaged),
    },
    updatedAt: row.changed,
    observedAt,
  };
}
