import type { Gap, Side } from "../comparison/contract.ts";
import type { Engine } from "../comparison/engine.ts";
import { KeyReader } from "../comparison/key-reader.ts";
import { looseForm } from "../comparison/normalise.ts";
import type { SideReader } from "../comparison/side-reader.ts";
import { judge, type Saying } from "../comparison/verdict.ts";
import { evaluate, parseExpression } from "../comparison/expression.ts";
import type { KeyReading, RawSide, RawSides } from "../diagnosis/memory/index.ts";
import { systems, type Quantity, type States, type System } from "../inventory/index.ts";
import type { Pulled } from "./recorded-snapshot.ts";
import type { RecordedStore } from "./recorded-store.ts";

/** What the storefront's flags say of a key that takes no part in the comparison. */
export type LeftOut = "untracked" | "several_items";

export interface SnapshotKey extends KeyReading {
  readonly leftOut: LeftOut | null;
  /** The storefront has a row that is switched off. */
  readonly inactive: boolean;
  readonly tracked: boolean | null;
}

/** Every key of a snapshot with what each system said, those that the comparison leaves out included. */
export function keysOf(engine: Engine, pulled: Pulled, store: RecordedStore): readonly SnapshotKey[] {
  const { names, items, locationIds } = engine.readings;
  const reader = new KeyReader(engine.readings);
  const parts = takingPart(store, pulled);
  const found: SnapshotKey[] = [];
  for (let sku = 0; sku < names.size; sku += 1) {
    if (!items.isKnown(sku) && !names.declared.has(sku)) continue;
    const several = items.isOnSeveral(sku) ? itemsWith(engine, sku) : null;
    const item = several?.[0] ?? items.itemOf(sku);
    const tracked = (item < 0 ? null : items.isTracked(item)) ?? names.declared.get(sku)?.tracked ?? null;
    for (let location = 0; location < locationIds.length; location += 1) {
      if (!reader.find(sku, item, location)) continue;
      reader.read(true);
      if (reader.contradicted) continue;
      const locationId = locationIds[location] as string;
      const sides = sidesFrom(reader, parts.get(locationId) ?? new Set(), store);
      found.push({
        sku: (item < 0 ? null : items.spelling(item)) ?? names.text(sku),
        locationId,
        inventoryItemId: item < 0 ? null : items.id(item),
        sides: several ? withAll(sides, several, { reader, sku, location }) : sides,
        leftOut: several ? "several_items" : tracked === false ? "untracked" : null,
        inactive: (reader.sides[2] as SideReader).readable > 0 && (reader.sides[2] as SideReader).rows === 0,
        tracked,
      });
    }
  }
  return found;
}

/** A name with the systems that have rows under it. */
export interface Spelling {
  readonly name: string;
  readonly systems: ReadonlySet<System>;
}

/** Every name of the snapshot by its loose form: case, spaces and zero padding left out. */
export function spellingsOf(engine: Engine): ReadonlyMap<string, readonly Spelling[]> {
  const { names } = engine.readings;
  const found: (readonly [string, Spelling])[] = [];
  for (let name = 0; name < names.size; name += 1) {
    const present = systems.filter((_, number) => hasRows(engine, number, name));
    const text = names.text(name);
    if (present.length > 0) found.push([looseForm(text), { name: text, systems: new Set(present) }]);
  }
  return new Map(
    [...Map.groupBy(found, ([form]) => form)].map(([form, all]) => [form, all.map(([, own]) => own)]),
  );
}

function hasRows({ readings }: Engine, system: number, name: number): boolean {
  const { items, locationIds, shelves } = readings;
  const shelf = shelves[system];
  if (systems[system] === "storefront") return items.isKnown(name);
  return (
    shelf !== undefined &&
    locationIds.some((_, location) => shelf.head(shelf.grid.find(name, location)) !== 0)
  );
}

/** The SKU of every inventory item that has one. */
export function skusOfItems({ readings: { items, names } }: Engine): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let item = 0; item < items.size; item += 1) {
    const sku = items.skuOf(item);
    if (sku >= 0) found.set(items.id(item), items.spelling(item) ?? names.text(sku));
  }
  return found;
}

/** Other spellings of a SKU that stand where it is missing, and are themselves missing where it stands. */
export function nearMatchesOf(
  sku: string,
  spellings: ReadonlyMap<string, readonly Spelling[]>,
): readonly { readonly system: System; readonly name: string }[] {
  const alike = spellings.get(looseForm(sku)) ?? [];
  const own = alike.find(({ name }) => name === sku)?.systems ?? new Set<System>();
  return alike.flatMap(({ name, systems: theirs }) => {
    const instead = name !== sku && [...own].some((system) => !theirs.has(system));
    return instead ? [...theirs].flatMap((system) => (own.has(system) ? [] : [{ system, name }])) : [];
  });
}

/** The gaps of keys that the comparison leaves out, with the verdict of the numbers as they stand. */
export function gapsLeftOut(keys: readonly SnapshotKey[], store: RecordedStore): readonly Gap[] {
  return keys.flatMap((key) => (key.leftOut === null ? [] : poolsApart(key, store)));
}

function poolsApart(key: SnapshotKey, { pools, systems: present }: RecordedStore): readonly Gap[] {
  return pools.flatMap((pool) => {
    const sides: Partial<Record<System, Side>> = {};
    const sayings: Partial<Record<System, Saying>> = {};
    for (const system of present.keys()) {
      const raw = key.sides[system];
      const text = pool.compare[system];
      if (!raw || text === undefined) continue;
      const value = raw.missing ? null : evaluate(parseExpression(text), raw.states);
      sides[system] = { ...raw, value };
      sayings[system] = raw.missing
        ? { kind: "absent", zero: false }
        : value === null
          ? { kind: "unknown" }
          : { kind: "value", value };
    }
    const judgement = judge(sayings, pool.tolerance);
    const { sku, locationId, inventoryItemId } = key;
    if (judgement.kind !== "differs") return [];
    const { verdict, missing } = judgement;
    return [{ sku, locationId, inventoryItemId, pool: pool.name, sides, verdict, missing }];
  });
}

/** By location the systems that were read and have a code there. */
function takingPart({ setup }: RecordedStore, pulled: Pulled): ReadonlyMap<string, ReadonlySet<System>> {
  return new Map(
    setup.locations.map(({ id }) => [
      id,
      new Set(
        [...pulled.keys()].filter(
          (system) =>
            system === "storefront" ||
            setup.codes.some((code) => code.locationId === id && code.role === system),
        ),
      ),
    ]),
  );
}

function sidesFrom(reader: KeyReader, part: ReadonlySet<System>, { setup }: RecordedStore): RawSides {
  const sides: Partial<Record<System, RawSide>> = {};
  for (const [number, system] of systems.entries()) {
    if (!part.has(system)) continue;
    const side = reader.sides[number] as SideReader;
    if (side.rows > 0)
      sides[system] = {
        missing: false,
        states: side.states(),
        updatedAt: side.updatedAt,
        observedAt: side.observedAt,
      };
    else if (setup.sparse.has(system))
      sides[system] = { missing: false, states: nothing, updatedAt: null, observedAt: null };
    else sides[system] = { missing: true, states: {}, updatedAt: null, observedAt: null };
  }
  return sides;
}

/** What no row of a sparse feed stands for. */
const nothing: States = { on_hand: 0 as Quantity, available: 0 as Quantity, committed: 0 as Quantity };

function itemsWith({ readings: { items } }: Engine, sku: number): readonly number[] {
  return Array.from({ length: items.size }, (_, item) => item).filter((item) => items.skuOf(item) === sku);
}

/** The storefront's rows of all items with the SKU, added up as a person would who looks for it. */
function withAll(
  sides: RawSides,
  several: readonly number[],
  { reader, sku, location }: { reader: KeyReader; sku: number; location: number },
): RawSides {
  const rows: { states: States; updatedAt: number | null; observedAt: number | null }[] = [];
  for (const item of several) {
    reader.find(sku, item, location);
    reader.read(true);
    const side = reader.sides[2] as SideReader;
    if (side.rows > 0)
      rows.push({ states: side.states(), updatedAt: side.updatedAt, observedAt: side.observedAt });
  }
  const [first, ...others] = rows;
  if (!first) return sides;
  const states = { ...first.states } as Record<string, number>;
  for (const other of others)
    for (const [state, quantity] of Object.entries(other.states))
      states[state] = (states[state] ?? 0) + quantity;
  return { ...sides, storefront: { ...first, missing: false, states: states } };
}
