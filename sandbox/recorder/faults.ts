import type { Random } from "../world/random.ts";
import type { Dialect } from "./dialects.ts";
import type { LaneFault } from "./lanes.ts";
import {
  cellKey,
  hour,
  minute,
  type CauseName,
  type Cell,
  type FlowName,
  type LogLine,
  type Shop,
  type Stock,
  type SystemName,
  type WishName,
} from "./words.ts";

/** What one system says of a cell; what a fault makes of it. */
export interface Word {
  stock: Stock;
  /** Where a rule changes what is offered and not what is there. */
  onHand?: number;
  /** The row is not there, is there under another name, or is switched off. */
  gone?: boolean;
  alias?: string;
  inactive?: boolean;
  untracked?: boolean;
  /** A second inventory item carries the SKU, with this much available. */
  twin?: number;
}

/** What an effect may look at when it is applied. */
export interface Look {
  readonly now: number;
  stock(cell: Cell): Stock;
  /** Units by which the system's own orders changed available since the cell was struck. */
  readonly ownSince: number;
  /** What the system said when the cell was struck. */
  readonly struckAt: { readonly at: number; readonly stock: Stock };
}

export interface ValueEffect {
  readonly system: SystemName;
  readonly cells: ReadonlySet<string>;
  readonly begin: number;
  readonly end: number;
  /** Cells are struck by the next run, or each by its own next write, or at once by somebody's hand. */
  readonly strikes: "run" | "write" | "hand";
  /** The next write of the handoff takes it away again. */
  readonly undone: boolean;
  readonly apply: (word: Word, cell: Cell, look: Look) => void;
  /** Further times at which the effect says something else. */
  readonly turns: readonly number[];
}

export interface Fault {
  readonly id: number;
  readonly cause: CauseName;
  readonly handoff: "wms_erp" | "erp_storefront" | "wms_storefront";
  readonly flow: FlowName;
  readonly begin: number;
  readonly end: number;
  readonly cells: readonly Cell[];
  readonly lane: LaneFault | null;
  readonly values: readonly ValueEffect[];
  readonly lines: readonly LogLine[];
  /** The line that started it, where somebody logged it. */
  readonly trigger: LogLine | null;
  /** By hand a right number is typed in at these times, and the next write brings the wrong one back. */
  readonly what: string;
}

export interface Site {
  readonly shop: Shop;
  readonly dialect: Dialect;
  readonly random: Random;
  readonly begin: number;
  readonly end: number;
  /** Cells that no other fault has. */
  readonly free: Set<string>;
}

type Draft = Omit<Fault, "id">;
type Maker = (site: Site, cause: CauseName) => Draft | null;

const makers: Readonly<Record<WishName, Maker>> = {
  sync_lag: (site, cause) => onLane(site, cause, "late", 2.5 + 3 * site.random.next()),
  sync_stalled: (site, cause) => onLane(site, cause, "stop", 0),
  throttled_backlog: (site, cause) => onLane(site, cause, "throttle", 0.4 + site.random.next()),
  pool_definition: poolDefinition,
  allocation_rule: allocationRule,
  filter_rule: filterRule,
  pool_boundary: poolBoundary,
  location_mapping: locationMapping,
  topology_change: topologyChange,
  unit_of_measure: unitOfMeasure,
  manual_override: manualOverride,
  competing_writer: competingWriter,
  identity,
  not_sellable: notSellable,
  treadmill,
};
export const wishNames = Object.keys(makers) as readonly WishName[];

/** A fault of this cause somewhere in the shop, or null where the shop has no room for it. */
export function makeFault(id: number, wish: WishName, site: Site): Fault | null {
  const draft = makers[wish](site, wish === "treadmill" ? "allocation_rule" : wish);
  if (!draft || draft.cells.length === 0) return null;
  for (const cell of draft.cells) site.free.delete(cell.key);
  return { id, ...draft };
}

const settingNotes: Readonly<Record<string, readonly string[]>> = {
  config_changed: ["Field mapping edited", "Export profile saved", "Integration settings updated by ops"],
  system_updated: ["Upgraded to 2026.2", "Connector 4.11 installed"],
  mapping_changed: ["Location table edited", "Warehouse mapping imported"],
};

/** A handoff that the shop has, and when. */
function spot(
  site: Site,
  flow: FlowName,
): Pick<Draft, "handoff" | "flow" | "begin" | "end"> & Pick<LaneFault, "from" | "into"> {
  const { dialect, random } = site;
  const chain = dialect.systems;
  const at = chain.length === 2 ? 0 : random.chance(0.5) ? 0 : 1;
  const [up, down] = [chain[at] as SystemName, chain[at + 1] as SystemName];
  const length = site.end - site.begin;
  const begin = Math.round(site.begin + length * (0.25 + 0.25 * random.next()));
  const end = random.chance(0.4) ? Math.round(site.begin + length * (0.75 + 0.15 * random.next())) : Infinity;
  const [from, into] = flow === "stock" ? [up, down] : [down, up];
  return { handoff: `${up}_${down}` as Fault["handoff"], flow, begin, end, from, into };
}

function onLane(site: Site, cause: CauseName, does: LaneFault["does"], measure: number): Draft | null {
  const { random, dialect } = site;
  const where = spot(site, random.chance(0.35) ? "orders" : "stock");
  const everywhere = random.chance(0.35);
  const place = random.pick(site.shop.places);
  const reach = freeCells(site, (cell) => everywhere || cell.place === place);
  const some =
    !everywhere && does === "stop" && random.chance(0.4)
      ? random.between(3, Math.max(3, reach.length >> 1))
      : reach.length;
  const cells = reach.slice(0, some);
  const setting = random.chance(0.5)
    ? settingLine(site, where.into, where.begin, everywhere ? null : place.id)
    : null;
  return {
    ...where,
    cause,
    cells,
    lane: { ...where, cells: keysOf(cells), does, measure },
    values: [],
    lines: setting ? [setting] : [],
    trigger: setting,
    what: `${does} ${everywhere ? "everywhere" : place.name} ${cells.length} cells ${dialect.name}`,
  };
}

function poolDefinition(site: Site): Draft | null {
  const { random, dialect } = site;
  const where = spot(site, "stock");
  const upReports = dialect.reported[where.from];
  const choices = (["incoming", "committed", "damaged", "safety_stock"] as const).filter(
    (state) => upReports.includes(state) || dialect.reported[where.into].includes(state),
  );
  if (choices.length === 0) return null;
  const state = random.pick(choices);
  const sign = state === "safety_stock" && random.chance(0.5) ? -1 : 1;
  const cells = atOnePlace(site, 1);
  return ruled(site, where, cells, "pool_definition", `${sign > 0 ? "+" : "-"} ${state}`, (word) => {
    const { stock } = word;
    word.onHand ??= onHandOf(stock);
    stock.available = Math.max(0, stock.available + sign * stock[state]);
  });
}

function allocationRule(site: Site): Draft | null {
  const { random } = site;
  const where = spot(site, "stock");
  const cells = atOnePlace(site, random.chance(0.6) ? 1 : 0.4 + 0.4 * random.next());
  const offset = random.between(2, 9);
  const ratio = random.pick([0.5, 0.7, 0.8, 0.9]);
  const byShare = random.chance(0.4);
  return ruled(site, where, cells, "allocation_rule", byShare ? `x ${ratio}` : `- ${offset}`, (word) => {
    const { stock } = word;
    word.onHand ??= onHandOf(stock);
    stock.available = byShare ? Math.floor(stock.available * ratio) : Math.max(0, stock.available - offset);
  });
}

/** A buffer that the other side does not know: people type the right numbers in, and hours later a run undoes them. */
function treadmill(site: Site): Draft | null {
  const { random, dialect } = site;
  const where = { ...spot(site, "stock"), end: Infinity };
  const cells = atOnePlace(site, 1);
  const offset = random.between(2, 9);
  const mended = 60 * Math.max(120, 4 * dialect.readings.every[1]);
  const pause = 60 * Math.max(180, 6 * dialect.readings.every[1]);
  const turns: number[] = [];
  for (let at = where.begin + pause; at < site.end; at += mended + pause)
    turns.push(Math.round(at), Math.round(at + mended));
  const isMended = (now: number): boolean => turns.filter((turn) => turn <= now).length % 2 === 1;
  const rule = ruled(
    site,
    where,
    cells,
    "allocation_rule",
    `- ${offset}, mended`,
    (word, _, { now }) => {
      if (isMended(now)) return;
      word.onHand ??= onHandOf(word.stock);
      word.stock.available = Math.max(0, word.stock.available - offset);
    },
    turns,
  );
  const typed = dialect.log.edits === "none" ? [] : turns.filter((_, index) => index % 2 === 0);
  const edits = typed.flatMap((at) =>
    cells.slice(0, MOST_LOGGED).map((cell): LogLine => ({
      at: at + random.between(-20, 20),
      system: where.into,
      kind: "adjustment",
      location: codeOf(where.into, cell),
      sku: cell.item.sku,
      delta: offset,
      ...(dialect.log.edits === "noted" && { note: "put right by hand" }),
    })),
  );
  return { ...rule, lines: [...rule.lines, ...edits] };
}

const MOST_LOGGED = 20;

function filterRule(site: Site): Draft | null {
  const { random } = site;
  if (random.chance(0.3)) {
    const where = spot(site, "orders");
    const cells = atOnePlace(site, 1)
      .sort((a, b) => b.item.pace - a.item.pace)
      .slice(0, random.between(1, 5));
    const lane: LaneFault = { ...where, cells: keysOf(cells), does: "drop", measure: 0 };
    const trigger = settingLine(site, where.into, where.begin, null);
    return {
      ...where,
      cause: "filter_rule",
      cells,
      lane,
      values: [],
      lines: trigger ? [trigger] : [],
      trigger,
      what: "orders dropped",
    };
  }
  const where = spot(site, "stock");
  const cells = atOnePlace(site, 1)
    .filter(({ opening }) => opening.available > 0)
    .slice(0, random.between(1, 12));
  const gone = random.chance(0.5);
  return ruled(site, where, cells, "filter_rule", gone ? "row gone" : "zero", (word) => {
    if (gone) word.gone = true;
    else word.stock.available = 0;
  });
}

function poolBoundary(site: Site): Draft | null {
  const { random, shop } = site;
  if (shop.places.length < 2) return null;
  const where = spot(site, "stock");
  const heap = random.pick(shop.places);
  const wholes = wholeItems(site).filter(
    (cells) => cells.length > 1 && cells.some(({ place }) => place === heap),
  );
  const cells = wholes.slice(0, random.between(2, Math.max(2, wholes.length))).flat();
  const byItem = Map.groupBy(cells, ({ item }) => item);
  return ruled(site, where, cells, "pool_boundary", `heap at ${heap.name}`, ({ stock }, cell, look) => {
    const all = byItem.get(cell.item) ?? [];
    stock.available =
      cell.place === heap ? all.reduce((sum, each) => sum + look.stock(each).available, 0) : 0;
  });
}

function locationMapping(site: Site): Draft | null {
  const { random, shop } = site;
  if (shop.places.length < 2) return null;
  const where = spot(site, "stock");
  const one = random.pick(shop.places);
  const other = random.pick(shop.places.filter((place) => place !== one));
  const oneWay = random.chance(0.3);
  const free = freeCells(site, ({ place }) => place === one || place === other);
  const byKey = new Map(free.map((cell) => [cell.key, cell]));
  const pairs = free.flatMap((cell) => {
    const there = cell.place === one ? byKey.get(cellKey(cell.item, other)) : undefined;
    return there ? [[cell, there] as const] : [];
  });
  const partner = new Map(
    pairs.flatMap(([a, b]) =>
      oneWay
        ? [[a.key, b]]
        : [
            [a.key, b],
            [b.key, a],
          ],
    ),
  );
  const cells = pairs.flatMap(([a, b]) => (oneWay ? [a] : [a, b]));
  return ruled(
    site,
    where,
    cells,
    "location_mapping",
    `${oneWay ? "from" : "with"} ${other.name}`,
    (word, cell, look) => {
      const there = partner.get(cell.key);
      if (!there) return;
      const theirs = look.stock(there);
      word.stock =
        where.into === "storefront"
          ? { ...word.stock, available: theirs.available }
          : { ...theirs, committed: word.stock.committed };
    },
  );
}

/** The last place opens while the recording goes on, and a system does not serve it. */
function topologyChange(site: Site): Draft | null {
  const place = site.shop.places.at(-1);
  if (!place || place.createdAt <= site.begin) return null;
  const { random, dialect } = site;
  const chain = dialect.systems;
  const where = { ...spot(site, "stock"), begin: place.createdAt, end: Infinity };
  const [from, into] = [chain.at(-2) as SystemName, "storefront" as const];
  const cells = freeCells(site, (cell) => cell.place === place);
  const gone = random.chance(0.4);
  const line: LogLine = {
    at: place.createdAt,
    system: "storefront",
    kind: "location_added",
    location: place.id,
    note: place.name,
  };
  return {
    ...where,
    handoff: `${from}_${into}` as Fault["handoff"],
    cause: "topology_change",
    cells,
    lane: null,
    values: [
      {
        ...{
          system: into,
          cells: keysOf(cells),
          begin: site.begin,
          end: Infinity,
          strikes: "hand",
          undone: false,
          turns: [],
        },
        apply: (word) => {
          if (gone) word.gone = true;
          else word.stock = { available: 0, committed: 0, incoming: 0, damaged: 0, safety_stock: 0 };
        },
      },
    ],
    lines: [line],
    trigger: line,
    what: gone ? "no rows" : "zeros",
  };
}

function unitOfMeasure(site: Site): Draft | null {
  const { random } = site;
  const where = spot(site, "stock");
  const cells = wholeItems(site).slice(0, random.between(1, 5)).flat();
  const factor = random.pick([6, 10, 12, 24, 48]);
  const divides = random.chance(0.3);
  return ruled(site, where, cells, "unit_of_measure", `${divides ? "/" : "x"} ${factor}`, ({ stock }) => {
    for (const name of ["available", "committed", "incoming", "damaged", "safety_stock"] as const) {
      if (where.into === "storefront" && name !== "available") continue;
      stock[name] = divides ? Math.floor(stock[name] / factor) : stock[name] * factor;
    }
  });
}

function manualOverride(site: Site): Draft | null {
  const { random, dialect } = site;
  const where = spot(site, "stock");
  const cells = atOnePlace(site, 1).slice(0, random.between(1, 4));
  const manner = random.pick(dialect.edits);
  const [first] = cells;
  if (!first) return null;
  const to = new Map(
    cells.map((cell) => [
      cell.key,
      random.chance(0.4) ? 0 : Math.max(0, cell.opening.available + random.pick([-15, -8, -4, 5, 11, 20])),
    ]),
  );
  const lines = cells.flatMap((cell): LogLine[] => {
    if (dialect.log.edits === "none") return [];
    const at = where.begin + random.between(-20, 20);
    const note =
      dialect.log.edits === "noted"
        ? { note: random.pick(["set by hand in admin", "corrected by J.", "Stock check"]) }
        : {};
    return [
      {
        at,
        system: where.into,
        kind: "adjustment",
        location: codeOf(where.into, cell),
        sku: cell.item.sku,
        ...note,
      },
    ];
  });
  return {
    ...where,
    cause: "manual_override",
    cells,
    lane: null,
    values: [
      {
        ...{ system: where.into, cells: keysOf(cells), begin: where.begin, end: where.end },
        ...{ strikes: "hand", undone: manner === "undone", turns: [] },
        apply: ({ stock }, cell, { ownSince, struckAt }) => {
          const typed = to.get(cell.key) ?? 0;
          stock.available = Math.max(
            0,
            manner === "offset" ? stock.available + typed - struckAt.stock.available : typed + ownSince,
          );
        },
      },
    ],
    lines,
    trigger: lines[0] ?? null,
    what: manner,
  };
}

/** Another program writes its own number every while; the sync's own run brings the right one back. */
function competingWriter(site: Site): Draft | null {
  const { random } = site;
  const where = spot(site, "stock");
  const cells = atOnePlace(site, 1).slice(0, random.between(1, 8));
  const window =
    60 * (where.into === "storefront" ? site.dialect.windows.storefront : site.dialect.windows.erp);
  const period = Math.max(window * 4, 70 * minute) * (1 + random.next());
  const ahead = random.pick([-9, -5, 4, 7, 13]);
  const until = Math.min(where.end, site.end);
  const turns: number[] = [];
  for (let at = where.begin; at < until; at += period)
    turns.push(Math.round(at), Math.round(at + 0.6 * period));
  const isForeign = (at: number): boolean => turns.filter((turn) => turn <= at).length % 2 === 1;
  return {
    ...where,
    cause: "competing_writer",
    cells,
    lane: null,
    values: [
      {
        ...{ system: where.into, cells: keysOf(cells), begin: where.begin, end: where.end },
        ...{ strikes: "hand", undone: false, turns },
        apply: ({ stock }, _, { now, struckAt }) => {
          if (isForeign(now)) stock.available = Math.max(0, struckAt.stock.available + ahead);
        },
      },
    ],
    lines: [],
    trigger: null,
    what: `every ${Math.round(period / 60)} min`,
  };
}

function identity(site: Site): Draft | null {
  const { random } = site;
  const wholes = wholeItems(site).slice(0, random.between(1, 3));
  const cells = wholes.flat();
  const twins = random.chance(0.4);
  const where = spot(site, "stock");
  const into = twins ? "storefront" : where.into;
  const chain = site.dialect.systems;
  const [from] = [chain[chain.indexOf(into) - 1] as SystemName];
  const respell = random.pick([
    (sku: string) => (sku === sku.toLowerCase() ? sku.toUpperCase() : sku.toLowerCase()),
    (sku: string) => `${sku} `,
    (sku: string) => (/^\d/.test(sku) ? `0${sku}` : ` ${sku}`),
  ]);
  const other = random.between(0, 40);
  return ruled(
    site,
    { ...where, into, from, handoff: `${from}_${into}` as Fault["handoff"] },
    cells,
    "identity",
    twins ? "twins" : "respelt",
    (word, cell) => {
      if (twins) word.twin = other;
      else
        word.alias = respell(cell.item.sku) === cell.item.sku ? ` ${cell.item.sku}` : respell(cell.item.sku);
    },
  );
}

function notSellable(site: Site): Draft | null {
  const { random, dialect } = site;
  const chain = dialect.systems;
  const from = chain.at(-2) as SystemName;
  const where = {
    ...spot(site, "stock"),
    from,
    into: "storefront" as const,
    handoff: `${from}_storefront` as Fault["handoff"],
  };
  const untracked = random.chance(0.5);
  const cells = untracked
    ? wholeItems(site).slice(0, random.between(1, 4)).flat()
    : atOnePlace(site, 1).slice(0, random.between(1, 6));
  return ruled(
    site,
    where,
    cells,
    "not_sellable",
    untracked ? "untracked" : "switched off",
    (word, _, { struckAt }) => {
      if (untracked) word.untracked = true;
      else word.inactive = true;
      word.stock = { ...struckAt.stock };
    },
  );
}

/** A rule of the handoff: it strikes what it is asked to at its next run or with each write, and heals likewise. */
function ruled(
  site: Site,
  where: ReturnType<typeof spot>,
  cells: readonly Cell[],
  cause: CauseName,
  what: string,
  apply: ValueEffect["apply"],
  turns: readonly number[] = [],
): Draft {
  const { random } = site;
  const early = !["identity", "not_sellable", "location_mapping"].includes(cause) && random.chance(0.12);
  const begin = early ? site.begin - 10 * hour : where.begin;
  const together = cause === "pool_boundary" || cause === "unit_of_measure";
  const strikes =
    !early && !together && site.dialect.push === "changes" && random.chance(0.3) ? "write" : "run";
  const kinds = cause === "location_mapping" ? ["mapping_changed"] : undefined;
  const trigger =
    early || cause === "not_sellable" || cause === "identity"
      ? null
      : settingLine(site, where.into, begin, null, kinds);
  return {
    ...where,
    begin,
    cause,
    cells,
    lane: null,
    values: [
      {
        system: where.into,
        cells: keysOf(cells),
        begin,
        end: where.end,
        strikes: cause === "not_sellable" ? "hand" : strikes,
        undone: false,
        apply,
        turns,
      },
    ],
    lines: trigger ? [trigger] : [],
    trigger,
    what: `${what} ${strikes}${early ? " early" : ""} ${cells.length} cells`,
  };
}

function settingLine(
  { random, dialect }: Site,
  system: SystemName,
  begin: number,
  location: string | null,
  kinds: readonly string[] = Object.keys(settingNotes),
): LogLine | null {
  if (!random.chance(dialect.log.settings)) return null;
  const kind = random.pick(kinds);
  const line = {
    at: begin - random.between(5, 100),
    system,
    kind,
    note: random.pick(settingNotes[kind] ?? ["Changed"]),
  };
  return location === null || random.chance(0.7) ? line : { ...line, location };
}

function freeCells({ shop, free, random, begin }: Site, wanted: (cell: Cell) => boolean): Cell[] {
  const cells = shop.cells.filter(
    (cell) => free.has(cell.key) && cell.place.createdAt <= begin && wanted(cell),
  );
  const fresh = shop.cells.filter(
    (cell) => free.has(cell.key) && cell.place.createdAt > begin && wanted(cell),
  );
  return shuffled(cells.length > 0 ? cells : fresh, random);
}

function atOnePlace(site: Site, part: number): Cell[] {
  const old = site.shop.places.filter(({ createdAt }) => createdAt <= site.begin);
  const place = site.random.pick(old);
  const cells = freeCells(site, (cell) => cell.place === place);
  return cells.slice(0, Math.ceil(part * cells.length));
}

/** Items none of whose cells another fault has. */
function wholeItems(site: Site): Cell[][] {
  const old = site.shop.cells.filter(({ place }) => place.createdAt <= site.begin);
  const items = [...Map.groupBy(old, ({ item }) => item).values()];
  return shuffled(
    items.filter((cells) => cells.every(({ key }) => site.free.has(key))),
    site.random,
  );
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((each) => [random.next(), each] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, each]) => each);
}

function keysOf(cells: readonly Cell[]): ReadonlySet<string> {
  return new Set(cells.map(({ key }) => key));
}

export function onHandOf({ available, committed, damaged, safety_stock }: Stock): number {
  return available + committed + damaged + safety_stock;
}

export function codeOf(system: SystemName, { place }: Cell): string {
  return system === "wms" ? place.facility : system === "erp" ? place.warehouse : place.id;
}
