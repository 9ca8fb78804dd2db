import { systems, type Instant, type Quantity, type States, type System } from "../inventory/index.ts";
import type { Gap, Side } from "./contract.ts";
import type { Engine } from "./engine.ts";
import { evaluate, parseExpression } from "./expression.ts";
import { KeyReader } from "./key-reader.ts";
import { looseForm } from "./normalise.ts";
import type { ComparisonSetup } from "./contract.ts";
import { countsIn } from "./offered.ts";
import type { SideReader } from "./side-reader.ts";
import { judge, type Saying } from "./verdict.ts";

/** What one system said of a key, before any pool is applied. */
export interface SideStates {
  readonly missing: boolean;
  readonly states: States;
  readonly updatedAt: Instant | null;
  readonly observedAt: Instant | null;
}

/** What the storefront's flags say of a key that takes no part in the comparison. */
export type LeftOut = "untracked" | "several_items";

export interface KeyStates {
  readonly sku: string;
  readonly locationId: string;
  readonly inventoryItemId: string | null;
  readonly sides: Readonly<Partial<Record<System, SideStates>>>;
  readonly leftOut: LeftOut | null;
  /** The storefront has a row that is switched off. */
  readonly inactive: boolean;
  readonly tracked: boolean | null;
}

/** By location the systems that were read and have a code there. */
export type TakingPart = ReadonlyMap<string, ReadonlySet<System>>;

/** Every key with what each system said, those that the comparison leaves out included; one that contradicts itself is not told. */
export function* keysOf(
  engine: Engine,
  parts: TakingPart,
  { sparse }: Pick<ComparisonSetup, "sparse">,
  wanted: (leftOut: LeftOut | null, locationId: string) => boolean = () => true,
): Generator<KeyStates, void> {
  const { names, items, locationIds } = engine.readings;
  const reader = new KeyReader(engine.readings);
  for (let sku = 0; sku < names.size; sku += 1) {
    if (!items.isKnown(sku) && !names.declared.has(sku)) continue;
    const several = items.isOnSeveral(sku) ? itemsWith(engine, sku) : null;
    const item = several?.[0] ?? items.itemOf(sku);
    const tracked = (item < 0 ? null : items.isTracked(item)) ?? names.declared.get(sku)?.tracked ?? null;
    const leftOut = several ? "several_items" : tracked === false ? "untracked" : null;
    for (let location = 0; location < locationIds.length; location += 1) {
      const locationId = locationIds[location] as string;
      if (!wanted(leftOut, locationId) || !reader.find(sku, item, location)) continue;
      reader.read(true);
      if (reader.contradicted) continue;
      const sides = sidesFrom(reader, parts.get(locationId) ?? new Set(), sparse);
      const storefront = reader.sides[2] as SideReader;
      const inactive = storefront.readable > 0 && storefront.rows === 0;
      yield {
        sku: (item < 0 ? null : items.spelling(item)) ?? names.text(sku),
        locationId,
        inventoryItemId: item < 0 ? null : items.id(item),
        sides: several ? withAll(sides, several, { reader, sku, location }) : sides,
        leftOut,
        inactive,
        tracked,
      };
    }
  }
}

/** A name with the systems that have rows under it. */
export interface Spelling {
  readonly name: string;
  readonly systems: ReadonlySet<System>;
}

/** Every name of the readings by its loose form: case, spaces and zero padding left out. */
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

/** The gaps of a key that the comparison leaves out, with the verdict of the numbers as they stand. */
export function gapsOf(
  key: KeyStates,
  { pools, systems: present }: Pick<ComparisonSetup, "pools" | "systems">,
): readonly Gap[] {
  return pools.flatMap((pool) => {
    const sides: Partial<Record<System, Side>> = {};
    const sayings: Partial<Record<System, Saying>> = {};
    for (const system of present) {
      const raw = key.sides[system];
      const text = pool.compare[system];
      if (!raw || text === undefined) continue;
      const withheld = !countsIn(pool, system, key);
      const value = withheld
        ? (0 as Quantity)
        : raw.missing
          ? null
          : evaluate(parseExpression(text), raw.states);
      sides[system] = { ...raw, missing: raw.missing && !withheld, value };
      sayings[system] =
        raw.missing && !withheld
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

function sidesFrom(
  reader: KeyReader,
  part: ReadonlySet<System>,
  sparse: ReadonlySet<System>,
): KeyStates["sides"] {
  const sides: Partial<Record<System, SideStates>> = {};
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
    else if (sparse.has(system))
      sides[system] = { missing: false, states: nothing, updatedAt: null, observedAt: null };
    else sides[system] = { missing: true, states: {}, updatedAt: null, observedAt: null };
  }
  return sides;
}

/** What no row of a sparse feed stands for. */
export const nothing: States = { on_hand: 0 as Quantity, available: 0 as Quantity, committed: 0 as Quantity };

function itemsWith({ readings: { items } }: Engine, sku: number): readonly number[] {
  return Array.from({ length: items.size }, (_, item) => item).filter((item) => items.skuOf(item) === sku);
}

/** The storefront's rows of all items with the SKU, added up as a person would who looks for it. */
function withAll(
  sides: KeyStates["sides"],
  several: readonly number[],
  { reader, sku, location }: { reader: KeyReader; sku: number; location: number },
): KeyStates["sides"] {
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
