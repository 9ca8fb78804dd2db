import type { Dialect } from "./dialects.ts";
import { cellKey, hour, minute, type Cell, type Movement, type Shop, type Stock } from "./words.ts";

const DAY = 24 * hour;

/** Everything that happens to stock between two times, in order. Drawn from what there is, whoever knows of it. */
export function draw(shop: Shop, dialect: Dialect, begin: number, end: number): readonly Movement[] {
  const random = shop.random.fork("trade");
  const left = new Map(shop.cells.map((cell) => [cell.key, { ...cell.opening }]));
  const cells = new Map(shop.cells.map((cell) => [cell.key, cell]));
  const found: Movement[] = [];
  const beginnings = shop.cells.flatMap((cell) => wishes(cell));
  let id = 0;
  for (const { at, cell, kind } of beginnings.sort((a, b) => a.at - b.at)) happen(at, cell, kind);
  return found.sort((a, b) => a.at - b.at || a.id - b.id);

  function wishes(cell: Cell): { at: number; cell: Cell; kind: string }[] {
    const list: { at: number; cell: Cell; kind: string }[] = [];
    const from = Math.max(begin, cell.place.createdAt);
    const often = (kind: string, perDay: number): void => {
      if (perDay <= 0) return;
      for (let at = from + random.wait(DAY / perDay); at < end; at += random.wait(DAY / perDay))
        if (kind !== "order" || random.chance(rush(at))) list.push({ at: Math.round(at), cell, kind });
    };
    often("order", 2 * cell.item.pace);
    often("receipt", dialect.receiptsPerDay);
    often("purchase", dialect.receiptsPerDay);
    often("cycle_count", 0.15);
    often("adjustment", 0.06);
    often("transfer_out", 0.05);
    often("return", 0.05);
    often("damage", 0.04);
    if (dialect.systems.includes("erp")) often("wholesale", 0.05);
    return list;
  }

  function happen(at: number, cell: Cell, kind: string): void {
    const now = left.get(cell.key);
    if (!now) return;
    const wms = dialect.systems.includes("wms") ? "wms" : "erp";
    const units = Math.min(now.available, 1 + Math.floor(random.wait(0.8)));
    switch (kind) {
      case "order":
        if (units > 0) sell(at, cell, "storefront", units);
        return;
      case "wholesale": {
        const many = Math.min(now.available, random.between(3, 12));
        if (many > 0) sell(at, cell, "erp", many);
        return;
      }
      case "receipt": {
        const came = now.incoming > 0 && random.chance(0.7) ? now.incoming : random.between(4, 48);
        add(
          at,
          cell,
          wms,
          "receipt",
          { available: came, incoming: -Math.min(came, now.incoming) },
          `PO ${4000 + id}`,
        );
        return;
      }
      case "purchase":
        add(
          at,
          cell,
          dialect.systems.includes("erp") ? "erp" : "wms",
          "purchase",
          { incoming: random.between(6, 60) },
          null,
        );
        return;
      case "cycle_count": {
        const off = random.chance(0.4) ? random.between(-3, 3) : 0;
        add(at, cell, wms, "cycle_count", { available: Math.max(-now.available, off) }, "Count");
        return;
      }
      case "adjustment":
        add(
          at,
          cell,
          wms,
          "adjustment",
          { available: Math.max(-now.available, random.between(-4, 6)) },
          "Correction",
        );
        return;
      case "damage":
        if (now.available > 2) add(at, cell, wms, "adjustment", { available: -1, damaged: 1 }, "Damaged");
        return;
      case "return":
        add(at, cell, wms, "return", { available: 1 }, "Return");
        return;
      default: {
        const other = shop.places.find((place) => place !== cell.place && place.createdAt < at);
        const target = other && cells.get(cellKey(cell.item, other));
        const many = Math.min(now.available, random.between(2, 10));
        if (!target || many === 0) return;
        add(at, cell, wms, "transfer_out", { available: -many }, "Transfer");
        add(at + random.between(1, 5) * hour, target, wms, "transfer_in", { available: many }, "Transfer");
      }
    }
  }

  function sell(at: number, cell: Cell, origin: Movement["origin"], units: number): void {
    const order = add(
      at,
      cell,
      origin,
      "order",
      { available: -units, ...(dialect.commits && { committed: units }) },
      `#${1000 + id}`,
    );
    if (random.chance(0.03)) {
      const back = { available: units, ...(dialect.commits && { committed: -units }) };
      add(at + random.between(20, 200) * minute, cell, origin, "cancellation", back, null);
      return;
    }
    if (!dialect.commits) return;
    const wms = dialect.systems.includes("wms") ? "wms" : "erp";
    add(at + random.between(45, 400) * minute, cell, wms, "pick", { committed: -units }, null, order);
  }

  function add(
    at: number,
    cell: Cell,
    origin: Movement["origin"],
    kind: string,
    delta: Partial<Stock>,
    note: string | null,
    after: number | null = null,
  ): number {
    const now = left.get(cell.key);
    for (const [name, change] of Object.entries(delta) as [keyof Stock, number][])
      if (now) now[name] += change;
    id += 1;
    if (at < end) found.push({ id, at, cell, origin, kind, delta, after, note });
    return id;
  }
}

/** Most orders come around noon and in the evening (UTC). */
function rush(at: number): number {
  const clock = (at % DAY) / hour;
  return 0.25 + 0.6 * Math.exp(-((clock - 12) ** 2) / 8) + 0.5 * Math.exp(-((clock - 20) ** 2) / 6);
}
