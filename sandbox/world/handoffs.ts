import type { StorefrontActions } from "../contract.ts";
import { createChannel, type Channel } from "./channel.ts";
import type { Effect } from "./faults/contract.ts";
import type { Journal } from "./journal.ts";
import { availableIn, onOrderIn, sumOf, type Cell } from "./stock.ts";

/** What the WMS tells the ERP of one cell. */
export interface CountMessage {
  readonly onHand: number;
  readonly shippedTotal: number;
  readonly receivedTotal: number;
}

/** What the ERP tells the storefront of one cell. */
export interface OfferMessage {
  readonly available: number;
  readonly incoming: number;
  readonly shippedTotal: number;
}

/** An order or its cancellation on its way up. */
export interface OrderMessage {
  readonly kind: "order" | "cancellation";
  readonly number: string;
  readonly units: number;
  /** Under review: reserved, but not to be picked. What gets cancelled was under review, so that nothing is shipped and cancelled. */
  readonly held: boolean;
}

export interface Handoffs {
  readonly counts: Channel<CountMessage>;
  readonly offers: Channel<OfferMessage>;
  readonly ordersToErp: Channel<OrderMessage>;
  readonly ordersToWms: Channel<OrderMessage>;
  /** The WMS's record of this cell has changed. */
  wmsChanged(cell: Cell, now: number): void;
  /** The ERP's record of this cell has changed. */
  erpChanged(cell: Cell, now: number): void;
}

export interface HandoffOptions {
  readonly journal: Journal;
  readonly effects: readonly Effect[];
  readonly storefront: () => StorefrontActions;
  /** An order or cancellation has reached the WMS. */
  readonly received: (cell: Cell, order: OrderMessage, now: number) => void;
}

/** The four flows between the three systems, and what each system does with what arrives. */
export function createHandoffs(options: HandoffOptions): Handoffs {
  const { journal, storefront } = options;
  const effects = (): readonly Effect[] => options.effects;
  const ruled = (spot: Pick<Effect, "handoff" | "flow">, cell: Cell, right: number): number =>
    options.effects
      .filter(
        (effect) => effect.handoff === spot.handoff && effect.flow === spot.flow && effect.keys.has(cell.key),
      )
      .reduce((number, effect) => effect.value?.(cell, number) ?? number, right);

  const offers = createChannel<OfferMessage>({
    handoff: "erp_storefront",
    flow: "stock",
    into: "storefront",
    teller: "erp",
    journal,
    effects,
    newestOnly: true,
    capture: offerOf,
    deliver({ cell, payload }, now) {
      publish(storefront(), cell, { ...payload, available: ruled(offers, cell, payload.available) }, now);
    },
  });

  const counts = createChannel<CountMessage>({
    handoff: "wms_erp",
    flow: "stock",
    into: "erp",
    teller: "erp",
    journal,
    effects,
    newestOnly: true,
    capture: countOf,
    deliver({ cell, payload }, now) {
      if (book(cell, { ...payload, onHand: ruled(counts, cell, payload.onHand) }, now)) erpChanged(cell, now);
    },
  });

  const ordersToWms = createChannel<OrderMessage>({
    handoff: "wms_erp",
    flow: "orders",
    into: "wms",
    teller: "wms",
    journal,
    effects,
    newestOnly: false,
    capture: null,
    deliver: ({ cell, payload }, now) => options.received(cell, payload, now),
  });

  const ordersToErp = createChannel<OrderMessage>({
    handoff: "erp_storefront",
    flow: "orders",
    into: "erp",
    teller: "erp",
    journal,
    effects,
    newestOnly: false,
    capture: null,
    deliver({ cell, payload }, now) {
      if (payload.kind === "order") cell.erp.orderedTotal += payload.units;
      else cell.erp.cancelledTotal += payload.units;
      journal.write({
        at: now,
        teller: "erp",
        kind: payload.kind,
        locationId: cell.place.id,
        sku: cell.item.sku,
        delta: payload.kind === "order" ? -payload.units : payload.units,
        note: payload.number,
      });
      erpChanged(cell, now);
      ordersToWms.enqueue(cell, payload, now);
    },
  });

  const erpChanged = (cell: Cell, now: number): void => {
    cell.erp.changedAt = now;
    offers.enqueue(cell, offerOf(cell), now);
  };

  return {
    counts,
    offers,
    ordersToErp,
    ordersToWms,
    wmsChanged: (cell, now) => counts.enqueue(cell, countOf(cell), now),
    erpChanged,
  };
}

export function countOf(cell: Cell): CountMessage {
  return {
    onHand: sumOf(cell.bins, "onHand"),
    shippedTotal: sumOf(cell.bins, "shippedTotal"),
    receivedTotal: sumOf(cell.bins, "receivedTotal"),
  };
}

export function offerOf({ erp }: Cell): OfferMessage {
  return { available: availableIn(erp), incoming: onOrderIn(erp), shippedTotal: erp.shippedTotal };
}

/** Books a count in the ERP; true when it changed anything. Totals never go back, whatever order messages arrive in. */
function book({ erp }: Cell, count: CountMessage, now: number): boolean {
  const shippedTotal = Math.max(erp.shippedTotal, count.shippedTotal);
  const receivedTotal = Math.max(erp.receivedTotal, count.receivedTotal);
  if (erp.onHand === count.onHand && erp.shippedTotal === shippedTotal && erp.receivedTotal === receivedTotal)
    return false;
  Object.assign(erp, { onHand: count.onHand, shippedTotal, receivedTotal, changedAt: now });
  return true;
}

function publish(storefront: StorefrontActions, cell: Cell, offer: OfferMessage, now: number): void {
  const { inventoryItemId } = cell.item;
  const locationId = cell.place.id;
  const stock = storefront.stock(inventoryItemId, locationId);
  if (!stock?.active) return;
  const at = new Date(now);
  const shipped = Math.min(offer.shippedTotal - cell.fulfilled, stock.committed);
  if (shipped > 0) {
    storefront.fulfilOrder(inventoryItemId, locationId, shipped, at);
    cell.fulfilled += shipped;
  }
  if (stock.available !== offer.available)
    storefront.setAvailable(inventoryItemId, locationId, offer.available, at);
  if (stock.incoming !== offer.incoming)
    storefront.setIncoming(inventoryItemId, locationId, offer.incoming, at);
}
