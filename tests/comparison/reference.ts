import {
  formatQuantity,
  QUANTITY_SCALE,
  states,
  systems,
  type ConnectedRole,
  type Instant,
  type Quantity,
  type ReportedLevel,
  type State,
  type States,
  type System,
} from "../../app/inventory/index.ts";
import { parseBulkLine } from "../../app/comparison/bulk-line.ts";
import type {
  Comparison,
  ComparisonResult,
  ComparisonSetup,
  Coverage,
  Gap,
  Sample,
  SampleKind,
  Side,
  Standing,
  StorefrontLevel,
  UnitsPer,
} from "../../app/comparison/contract.ts";
import { evaluate, parseExpression, type Expression } from "../../app/comparison/expression.ts";
import { looseForm, normaliseSku } from "../../app/comparison/normalise.ts";
import { judge, type Saying } from "../../app/comparison/verdict.ts";

/** The rules of the join with nothing done for speed: every row an object, everything decided at the end. The engine must equal it. */
export function createReference(setup: ComparisonSetup): Comparison {
  const expressions = setup.pools.map((pool) =>
    Object.fromEntries(Object.entries(pool.compare).map(([system, text]) => [system, parseExpression(text)])),
  );
  const rows: Row[] = [];
  const items: Item[] = [];
  const unreadable = { wms: 0, erp: 0, storefront: 0 };
  const samples: Sample[] = [];
  const complete = new Map<string, boolean>();
  let tail = Buffer.alloc(0);
  let tailAt: Instant = 0;
  let lines = 0;
  let brokeOff = false;

  function note(system: System, kind: SampleKind, text: string): void {
    if (samples.filter((sample) => sample.system === system && sample.kind === kind).length < 20)
      samples.push({ system, kind, text });
  }

  function acceptLine(bytes: Uint8Array, observedAt: Instant, last: boolean): void {
    lines += 1;
    let text: string | null = null;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      if (lines === 1) text = text.replace(/^\uFEFF/, "");
    } catch {
      note("storefront", "rejected", `line ${lines}: the line is not valid UTF-8`);
      unreadable.storefront += 1;
      return;
    }
    if (text.trim() === "") return;
    const line = parseBulkLine(text);
    if (line.kind === "item") items.push({ ...line, readable: true });
    else if (line.kind === "level") {
      const { itemId, locationId, isActive, states: known, updatedAt } = line;
      rows.push({
        system: "storefront",
        connectionId: null,
        item: itemId,
        code: locationId,
        active: isActive,
        states: known,
        readable: true,
        updatedAt,
        observedAt,
      });
    } else {
      note("storefront", "rejected", `line ${lines}: ${line.reason}`);
      if (last) brokeOff = true;
      if (line.key === null) unreadable.storefront += 1;
      else {
        const { itemId, locationId } = line.key;
        rows.push({
          system: "storefront",
          connectionId: null,
          item: itemId,
          code: locationId,
          active: true,
          states: {},
          readable: false,
          updatedAt: null,
          observedAt,
        });
      }
    }
  }

  return {
    accept(role: ConnectedRole, connectionId: string, levels: readonly ReportedLevel[]): void {
      for (const level of levels)
        rows.push({ ...level, system: role, connectionId, active: true, readable: true });
    },
    reject(system: System, where: string, reason: string): void {
      unreadable[system] += 1;
      note(system, "rejected", `${where}: ${reason}`);
    },
    acceptBulk(chunk: Uint8Array, observedAt: Instant): void {
      tail = Buffer.concat([tail, chunk]);
      tailAt = observedAt;
      for (let newline = tail.indexOf(10); newline >= 0; newline = tail.indexOf(10)) {
        acceptLine(tail.subarray(0, newline), observedAt, false);
        tail = tail.subarray(newline + 1);
      }
    },
    acceptStorefront(levels: readonly StorefrontLevel[]): void {
      for (const level of levels) {
        items.push({
          id: level.inventoryItemId,
          sku: level.sku,
          tracked: level.tracked,
          duplicateSkuCount: level.duplicateSkuCount,
          readable: true,
        });
        rows.push({
          system: "storefront",
          connectionId: null,
          item: level.inventoryItemId,
          code: level.locationId,
          active: level.isActive,
          states: level.states,
          readable: true,
          updatedAt: level.updatedAt,
          observedAt: level.observedAt,
        });
      }
    },
    complete(system: System, connectionId: string | null, options?: { readonly cutShort: boolean }): void {
      complete.set(readingOf(system, connectionId), options?.cutShort ?? false);
    },
    finish(): ComparisonResult {
      if (tail.length > 0) acceptLine(tail, tailAt, true);
      if (brokeOff && complete.has(readingOf("storefront", null)))
        complete.set(readingOf("storefront", null), true);
      return resultOf({ setup, expressions, rows, items, unreadable, samples, complete, note });
    },
  };
}

interface Row {
  readonly system: System;
  readonly connectionId: string | null;
  readonly item: string;
  readonly code: string;
  readonly active: boolean;
  readonly states: States;
  readonly readable: boolean;
  readonly updatedAt: Instant | null;
  readonly observedAt: Instant;
}

interface Item {
  readonly id: string;
  readonly sku: string | null;
  readonly tracked: boolean | null;
  readonly duplicateSkuCount: number;
  readonly readable: boolean;
}

interface Gathered {
  readonly setup: ComparisonSetup;
  readonly expressions: readonly Readonly<Partial<Record<string, Expression>>>[];
  readonly rows: readonly Row[];
  readonly items: readonly Item[];
  readonly unreadable: Readonly<Record<System, number>>;
  readonly samples: Sample[];
  readonly complete: ReadonlyMap<string, boolean>;
  readonly note: (system: System, kind: SampleKind, text: string) => void;
}

interface Entry {
  readonly sku: string;
  readonly known: boolean;
  readonly locationId: string;
  /** Per system the rows by identity. */
  readonly rows: Record<System, Map<string, Row>>;
  readonly contradicted: Set<System>;
}

function resultOf(gathered: Gathered): ComparisonResult {
  const { setup, rows, items, unreadable, samples, complete, note } = gathered;
  const plain = (sku: string) => normaliseSku(sku, setup.normalise);
  const plainOrNull = (sku: string | null) => (sku === null ? null : plain(sku));
  const locations = new Map(setup.locations.map((location) => [location.id, location]));
  const codes = new Map(
    setup.codes.map((code) => [JSON.stringify([code.role, code.connectionId, code.code]), code.locationId]),
  );

  // The storefront's items: which SKU each stands for, and which SKUs stand on several.
  const itemById = new Map<string, Item>();
  const contradictedItems = new Set<string>();
  for (const item of items) {
    const before = itemById.get(item.id);
    if (
      before &&
      (plainOrNull(before.sku) !== plainOrNull(item.sku) ||
        before.tracked !== item.tracked ||
        before.duplicateSkuCount !== item.duplicateSkuCount)
    ) {
      contradictedItems.add(item.id);
      note("storefront", "duplicate", `${item.id} comes twice with different fields`);
    }
    if (!before || (item.sku ?? "") < (before.sku ?? "")) itemById.set(item.id, item);
  }
  const idsOfSku = new Map<string, Set<string>>();
  const several = new Set<string>();
  for (const item of items) {
    if (item.sku === null) continue;
    const sku = plain(item.sku);
    const ids = idsOfSku.get(sku) ?? new Set();
    ids.add(item.id);
    idsOfSku.set(sku, ids);
    if (ids.size > 1 || item.duplicateSkuCount > 0 || contradictedItems.has(item.id)) several.add(sku);
  }
  for (const sku of several) note("storefront", "several_items", `${sku} stands on several inventory items`);

  // Aliases.
  const aliases = { wms: new Map<string, string>(), erp: new Map<string, string>() };
  const claimed = { wms: new Set<string>(), erp: new Set<string>() };
  const unitsPer = { wms: new Map<string, UnitsPer>(), erp: new Map<string, UnitsPer>() };
  const declaredTracked = new Map<string, boolean>();
  const known = new Set<string>(idsOfSku.keys());
  for (const mapping of setup.items) {
    const sku = plain(mapping.sku);
    known.add(sku);
    if (mapping.tracked !== undefined) declaredTracked.set(sku, mapping.tracked);
    for (const role of ["wms", "erp"] as const) {
      const item = role === "wms" ? mapping.wmsItem : mapping.erpItem;
      const units = role === "wms" ? mapping.wmsUnitsPer : mapping.erpUnitsPer;
      if (item !== undefined && !aliases[role].has(plain(item))) aliases[role].set(plain(item), sku);
      if (item !== undefined && plain(item) !== sku) claimed[role].add(sku);
      if (units !== undefined) unitsPer[role].set(plain(item ?? mapping.sku), units);
    }
  }
  function skuOf(row: Row): string | null {
    if (row.system === "storefront") {
      if (contradictedItems.has(row.item)) return null;
      const sku = itemById.get(row.item)?.sku ?? null;
      return sku === null ? null : plain(sku);
    }
    const item = plain(row.item);
    const alias = aliases[row.system].get(item);
    if (alias !== undefined) return alias;
    return claimed[row.system].has(item) ? null : item;
  }

  function inSellableUnits(row: Row): Row {
    const units = row.system === "storefront" ? undefined : unitsPer[row.system].get(plain(row.item));
    if (units === undefined) return row;
    const all = Object.entries(row.states).map(
      ([state, quantity]) => [state, converted(quantity, units)] as const,
    );
    return all.every(([, quantity]) => Number.isSafeInteger(quantity))
      ? { ...row, states: Object.fromEntries(all) }
      : { ...row, states: {}, readable: false };
  }

  const anySku = !complete.has(readingOf("storefront", null));
  const coverage = new Map<string, Tally>();
  const tallyOf = (system: System, locationId: string | null): Tally => {
    const key = JSON.stringify([system, locationId]);
    const tally = coverage.get(key) ?? newTally(system, locationId);
    coverage.set(key, tally);
    return tally;
  };
  for (const system of systems) if (setup.systems.has(system)) tallyOf(system, null);
  const entries = new Map<string, Entry>();
  let inactive = 0;
  const unmatchedItems = new Map<System, Set<string>>();
  for (const reported of rows) {
    const row = inSellableUnits(reported);
    const locationId =
      row.system === "storefront"
        ? row.code
        : codes.get(JSON.stringify([row.system, row.connectionId, row.code]));
    const mapped = locationId !== undefined && locations.has(locationId);
    const tally = tallyOf(row.system, mapped ? locationId : null);
    tally.rows += 1;
    tally.from = tally.from === null ? row.observedAt : Math.min(tally.from, row.observedAt);
    tally.to = tally.to === null ? row.observedAt : Math.max(tally.to, row.observedAt);
    const sku = skuOf(row);
    const matched = mapped && sku !== null && (anySku || known.has(sku));
    if (!row.readable) tally.rejected += 1;
    else if (matched) tally.matched += 1;
    else tally.unmatched += 1;
    if (!mapped) note(row.system, "unmapped_code", `${row.code} belongs to no location`);
    else if (!matched && row.readable) {
      const name = row.item;
      unmatchedItems.set(row.system, (unmatchedItems.get(row.system) ?? new Set()).add(name));
    }
    if (row.system === "storefront" && row.readable && !row.active) inactive += 1;
    if (!mapped || (row.system !== "storefront" && sku === null)) continue;
    const key = JSON.stringify(sku === null ? [null, row.item, locationId] : [sku, locationId]);
    const entry = entries.get(key) ?? {
      sku: sku ?? "",
      known: matched,
      locationId,
      rows: {
        wms: new Map<string, Row>(),
        erp: new Map<string, Row>(),
        storefront: new Map<string, Row>(),
      },
      contradicted: new Set<System>(),
    };
    entries.set(key, entry);
    const identity =
      row.system === "storefront" ? row.item : JSON.stringify([row.connectionId, plain(row.item), row.code]);
    const before = entry.rows[row.system].get(identity);
    if (!before) {
      entry.rows[row.system].set(identity, row);
      continue;
    }
    tally.duplicates += 1;
    if (!sameRow(before, row)) {
      entry.contradicted.add(row.system);
      note(row.system, "duplicate", `${row.item} at ${row.code} comes twice with different numbers`);
    } else if (isLater(row, before)) {
      entry.rows[row.system].set(identity, row);
    }
  }
  for (const system of systems) {
    const tally = tallyOf(system, null);
    if (!setup.systems.has(system) && unreadable[system] === 0 && tally.rows === 0) {
      coverage.delete(JSON.stringify([system, null]));
      continue;
    }
    tally.rows += unreadable[system];
    tally.rejected += unreadable[system];
  }

  // Near matches.
  const byLoose = new Map<string, string>();
  for (const sku of known) byLoose.set(looseForm(sku), sku);
  for (const [system, names] of unmatchedItems) {
    for (const name of names) {
      const near = byLoose.get(looseForm(name));
      if (near === undefined) note(system, "unmatched", `${name} is no SKU of the storefront`);
      else note(system, "near_match", `${name} is no SKU of the storefront, but ${near} is`);
    }
  }

  function takesPart(system: System, locationId: string): { cutShort: boolean; codes: number } | null {
    if (system === "storefront") {
      const cutShort = complete.get(readingOf("storefront", null));
      return cutShort === undefined ? null : { cutShort, codes: 1 };
    }
    const own = setup.codes.filter((code) => code.role === system && code.locationId === locationId);
    if (own.length === 0 || !setup.systems.has(system)) return null;
    const readings = own.map((code) => complete.get(readingOf(system, code.connectionId)));
    if (readings.some((cutShort) => cutShort === undefined)) return null;
    return { cutShort: readings.some((cutShort) => cutShort === true), codes: own.length };
  }
  function unread(locationId: string): boolean {
    if (!complete.has(readingOf("storefront", null))) return true;
    return (["wms", "erp"] as const).some(
      (role) =>
        setup.systems.has(role) &&
        setup.codes.some((code) => code.role === role && code.locationId === locationId) &&
        takesPart(role, locationId) === null,
    );
  }

  const gaps: Gap[] = [];
  const standings = new Map<string, Standing>();
  const counts = { untracked: 0, excluded: 0, unknown: 0 };
  const isTracked = (sku: string) => {
    const ids = [...(idsOfSku.get(sku) ?? [])];
    const words = ids.map((id) => itemById.get(id)?.tracked ?? null).filter((word) => word !== null);
    return words.length > 0 ? words.every(Boolean) : (declaredTracked.get(sku) ?? true);
  };
  const keys = [...entries.values()].filter((entry) => entry.known);
  const kept = keys.sort(
    (a, b) => compareText(a.sku, b.sku) || order(setup, a.locationId) - order(setup, b.locationId),
  );
  for (const entry of kept) {
    const { sku, locationId } = entry;
    const sides: Partial<Record<System, Side & { whole: boolean }>> = {};
    for (const system of systems) {
      const part = takesPart(system, locationId);
      if (part === null) continue;
      sides[system] = sideOf(entry, system, part);
    }
    for (const system of systems) {
      if (entry.contradicted.has(system) || several.has(sku)) continue;
      for (const [index, pool] of setup.pools.entries()) {
        const expression = gathered.expressions[index]?.[system];
        const side = sideOf(entry, system, { cutShort: false, codes: 1 });
        const value = expression && !side.missing ? evaluate(expression, side.states) : null;
        if (value !== null) {
          const tally = tallyOf(system, locationId);
          tally.sums.set(pool.name, (tally.sums.get(pool.name) ?? 0n) + BigInt(value));
        }
      }
    }
    const untracked = !several.has(sku) && !isTracked(sku);
    const excluded = !untracked && (several.has(sku) || entry.contradicted.size > 0);
    if (untracked) counts.untracked += 1;
    if (excluded) counts.excluded += 1;
    const standing: Standing | null =
      untracked || excluded ? "excluded" : unread(locationId) ? "not_read" : null;
    for (const [index, pool] of setup.pools.entries()) {
      const name = JSON.stringify([sku, locationId, pool.name]);
      if (standing === "excluded") {
        standings.set(name, "excluded");
        continue;
      }
      const sayings: Partial<Record<System, Saying>> = {};
      const shown: Partial<Record<System, Side>> = {};
      for (const system of systems) {
        const side = sides[system];
        const expression = gathered.expressions[index]?.[system];
        if (!side || !expression) continue;
        const value = side.missing || !side.whole ? null : evaluate(expression, side.states);
        const zero = side.missing && setup.sparse.has(system);
        sayings[system] = side.missing
          ? side.whole
            ? { kind: "absent", zero }
            : { kind: "unknown" }
          : value === null
            ? { kind: "unknown" }
            : { kind: "value", value };
        const { missing, states: known, updatedAt, observedAt } = side;
        shown[system] = { value, missing: missing && side.whole, states: known, updatedAt, observedAt };
      }
      if (Object.values(sayings).some((saying) => saying.kind === "unknown")) counts.unknown += 1;
      const judgement = judge(sayings, pool.tolerance);
      if (judgement.kind === "differs") {
        for (const system of systems) {
          const side = shown[system];
          if (side?.missing && !judgement.missing.includes(system))
            shown[system] = { ...side, missing: false, value: 0 as Quantity };
        }
        const ids = [...(idsOfSku.get(sku) ?? [])];
        gaps.push({
          sku: shownSku(sku, ids, itemById),
          locationId,
          inventoryItemId: ids[0] ?? null,
          pool: pool.name,
          sides: shown,
          verdict: judgement.verdict,
          missing: judgement.missing,
        });
      }
      standings.set(name, standing ?? judgement.kind);
    }
  }

  const perSystem = (pick: (tally: Tally) => number) =>
    Object.fromEntries(
      systems.map((system) => [
        system,
        [...coverage.values()]
          .filter((tally) => tally.system === system)
          .reduce((sum, tally) => sum + pick(tally), 0),
      ]),
    ) as Record<System, number>;
  return {
    gaps,
    differences: gaps.map(({ sku, locationId, pool, sides, verdict, missing }) => ({
      ...{ sku, locationId, pool, verdict, missing },
      values: Object.fromEntries(Object.entries(sides).map(([system, side]) => [system, side.value])),
    })),
    report: {
      coverage: [...coverage.values()].map((tally): Coverage => ({
        ...tally,
        sums: Object.fromEntries([...tally.sums].map(([pool, sum]) => [pool, decimalText(sum)])),
      })),
      counts: {
        rows: perSystem((tally) => tally.rows),
        matched: perSystem((tally) => tally.matched),
        unmatched: perSystem((tally) => tally.unmatched),
        rejected: perSystem((tally) => tally.rejected),
        duplicates: perSystem((tally) => tally.duplicates),
        keys: kept.length,
        inactive,
        ...counts,
        gaps: gaps.length,
      },
      samples,
    },
    has: () => {
      throw new Error("the reference does not say");
    },
    reading: () => {
      throw new Error("the reference does not say");
    },
    isSplit: () => {
      throw new Error("the reference does not say");
    },
    standing(sku, locationId, pool) {
      const found = standings.get(JSON.stringify([plain(sku), locationId, pool]));
      if (found !== undefined) return found;
      if (several.has(plain(sku)) || !isTracked(plain(sku))) return "excluded";
      return unread(locationId) ? "not_read" : "unknown";
    },
  };
}

interface Tally {
  readonly system: System;
  readonly locationId: string | null;
  rows: number;
  matched: number;
  unmatched: number;
  rejected: number;
  duplicates: number;
  from: Instant | null;
  to: Instant | null;
  readonly sums: Map<string, bigint>;
}

function newTally(system: System, locationId: string | null): Tally {
  return {
    system,
    locationId,
    rows: 0,
    matched: 0,
    unmatched: 0,
    rejected: 0,
    duplicates: 0,
    from: null,
    to: null,
    sums: new Map(),
  };
}

/** `whole` is false where a row may exist that the reading did not reach. */
function sideOf(
  entry: Entry,
  system: System,
  part: { cutShort: boolean; codes: number },
): Side & { whole: boolean } {
  const rows = [...entry.rows[system].values()].filter((row) => row.active);
  const whole = !part.cutShort || rows.length >= part.codes;
  const sums: Partial<Record<State, Quantity>> = {};
  for (const state of states) {
    let sum = 0;
    let unknown = rows.length === 0;
    for (const row of rows) {
      const quantity = row.states[state];
      if (quantity === undefined) unknown = true;
      else sum += quantity;
    }
    if (!unknown && Number.isSafeInteger(sum)) sums[state] = sum as Quantity;
  }
  const times = rows.map((row) => row.updatedAt).filter((at) => at !== null);
  return {
    value: null,
    missing: rows.length === 0,
    whole,
    states: sums,
    updatedAt: times.length === 0 ? null : Math.max(...times),
    observedAt: rows.length === 0 ? null : Math.max(...rows.map((row) => row.observedAt)),
  };
}

function converted(quantity: Quantity, units: UnitsPer): number {
  const { numerator, denominator } =
    typeof units === "number" ? { numerator: units, denominator: QUANTITY_SCALE } : units;
  const product = BigInt(quantity) * BigInt(numerator);
  const half = BigInt(denominator) * (product < 0n ? -1n : 1n);
  return Number((2n * product + half) / (2n * BigInt(denominator)));
}

function isLater(row: Row, before: Row): boolean {
  const [a, b] = [row.updatedAt ?? -Infinity, before.updatedAt ?? -Infinity];
  return a > b || (a === b && row.observedAt > before.observedAt);
}

function sameRow(a: Row, b: Row): boolean {
  return (
    a.active === b.active &&
    a.readable === b.readable &&
    states.every((state) => a.states[state] === b.states[state])
  );
}

function shownSku(sku: string, ids: readonly string[], itemById: ReadonlyMap<string, Item>): string {
  const [id] = ids;
  return (id === undefined ? null : itemById.get(id)?.sku) ?? sku;
}

function readingOf(system: System, connectionId: string | null): string {
  return JSON.stringify([system, connectionId]);
}

function order(setup: ComparisonSetup, locationId: string): number {
  return setup.locations.findIndex((location) => location.id === locationId);
}

function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function decimalText(sum: bigint): string {
  const scale = BigInt(QUANTITY_SCALE);
  const magnitude = sum < 0n ? -sum : sum;
  const fraction = formatQuantity(Number(magnitude % scale) as Quantity).slice(1);
  return `${sum < 0n ? "-" : ""}${magnitude / scale}${fraction}`;
}
