import type { ReportedEvent, SyncHealth } from "../../../app/connectors/contract.ts";
import {
  parseQuantity,
  systems,
  wholeUnits,
  type ConnectedRole,
  type ReportedLevel,
  type System,
} from "../../../app/inventory/index.ts";
import type { Source } from "../../../app/scan/ports.ts";
import type { Connection } from "../../../app/shops/shop.ts";
import { balancePage, type Balance } from "../../erp/balances.ts";
import { integrations } from "../../erp/integrations.ts";
import { erpLog } from "../../erp/log.ts";
import { activitySince } from "../../wms/activity.ts";
import { stockRows, type StockRow } from "../../wms/stock-rows.ts";
import type { World } from "../../world/world.ts";

/** The connections' systems in a world that stands still, read directly: what they would have answered at that time. */
export function sourcesOf(world: World, connections: readonly Connection[]): readonly Source[] {
  return connections.map((connection) => {
    const levels = (): readonly ReportedLevel[] => levelsOf[connection.role](world);
    return {
      connection,
      holdsStock: true,
      canProbe: true,
      resumes: false,
      listLocations: () => Promise.resolve(codesOf[connection.role](world)),
      async *readLevels() {
        const all = levels();
        yield await Promise.resolve({ levels: all, rejected: [], total: all.length });
      },
      readKeys(keys) {
        const asked = new Set(keys.map(({ item, code }) => JSON.stringify([item, code])));
        return Promise.resolve(levels().filter(({ item, code }) => asked.has(JSON.stringify([item, code]))));
      },
      async *readEvents(since) {
        yield await Promise.resolve(eventsOf[connection.role](world, since));
      },
      readHealth: () => Promise.resolve(healthOf[connection.role](world)),
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

const eventsOf: Record<ConnectedRole, (world: World, since: number) => readonly ReportedEvent[]> = {
  erp: (world, since) =>
    erpLog(world, since, 0).map(({ time, type, item, warehouse, quantityChange, target, memo }) => ({
      at: Date.parse(time),
      kind: type,
      code: warehouse,
      item,
      delta: quantityChange === null ? null : String(quantityChange),
      note: memo,
      ...(isSystem(target) && { into: target }),
    })),
  wms: (world, since) =>
    activitySince(world, since, 0).map(({ ts, action, article, facility, change, remark }) => ({
      at: ts,
      kind: action,
      code: facility,
      item: article,
      delta: change === null ? null : String(change),
      note: remark,
    })),
};

const healthOf: Record<ConnectedRole, (world: World) => readonly SyncHealth[]> = {
  erp: (world) =>
    integrations(world, 0).map(({ target, queued, failed, throttled, oldestQueued, lastSuccess }) => ({
      ...{ queued, failed, throttled },
      oldestQueuedAt: oldestQueued === null ? null : Date.parse(oldestQueued),
      lastSuccessAt: lastSuccess === null ? null : Date.parse(lastSuccess),
      ...(isSystem(target) && { into: target }),
    })),
  wms: (world) => [world.health({ handoff: "wms_erp", flow: "orders" })],
};

function isSystem(name: string | null): name is System {
  return systems.some((system) => system === name);
}

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
