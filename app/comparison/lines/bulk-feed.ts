import { isState, states, type Instant } from "../../inventory/index.ts";
import { parseBulkLine, type BulkItem, type BulkLevel } from "../bulk-line.ts";
import type { StorefrontLevel } from "../contract.ts";
import type { Samples } from "../samples.ts";
import { STOREFRONT } from "../setup.ts";
import { ITEM_GID } from "../store/items.ts";
import { Codes } from "../store/codes.ts";
import { added, type Added, type Readings } from "../store/readings.ts";
import { Row } from "../store/row.ts";
import type { Binding, Path } from "./learn.ts";
import type { LineReader } from "./line-cutter.ts";
import { slot } from "./shape.ts";
import { Shapes } from "./shapes.ts";
import { textOf } from "./text.ts";

const ITEM = 0;
const LEVEL = 1;
const LOCATION_GID = "gid://shopify/Location/";

/** Called with every line that cannot be read: the line's number from 1, the field where one is to blame, and a sentence. */
export type OnFault = (line: number, field: string | null, reason: string) => void;

/** Takes Shopify's bulk-operation lines into the readings. */
export class BulkFeed implements LineReader {
  /** The last line had no line feed and could not be read. */
  brokeOff = false;
  readonly #readings: Readings;
  readonly #samples: Samples;
  readonly #onFault: OnFault;
  readonly #shapes = new Shapes();
  readonly #locations = new Codes();
  readonly #row = new Row();
  readonly #lastDigits = new Uint8Array(32);
  #lastLength = -1;
  #lastItem = -1;
  #moment = 0;
  #lines = 0;

  constructor(readings: Readings, samples: Samples, onFault: OnFault) {
    this.#readings = readings;
    this.#samples = samples;
    this.#onFault = onFault;
    for (const [location, id] of readings.locationIds.entries()) {
      if (/^\d+$/.test(id.replace(LOCATION_GID, "")))
        this.#locations.add(id.slice(LOCATION_GID.length), { location, code: 0 });
    }
  }

  /** When the bytes that follow were read. */
  observe(at: Instant): void {
    this.#moment = this.#readings.storefront.moments.numberOf(at);
  }

  quick(buffer: Uint8Array, view: DataView, start: number, limit: number): number {
    const next = this.#shapes.match(buffer, view, start, limit);
    if (next < 0) return -1;
    this.#lines += 1;
    const { row, starts, ends, skuIsNull, tracked, count } = this.#shapes.captured;
    const item = this.#itemAt(buffer, starts[0] as number, ends[0] as number);
    if (this.#shapes.kind === LEVEL) {
      const place = this.#locations.find(buffer, starts[1] as number, ends[1] as number);
      row.moment = this.#moment;
      if (place === null) this.#sayUnmapped(textOf(buffer.subarray(starts[1], ends[1])) ?? "");
      this.#tell(this.#readings.addStorefront(item, place === null ? -1 : place.location, row), "location");
    } else {
      const sku = skuIsNull
        ? null
        : this.#readings.names.intern(buffer, starts[1] as number, ends[1] as number);
      this.#tell(this.#readings.addItem(item, sku, tracked, count), "id");
      if (sku !== null && this.#readings.names.mayChange) {
        this.#readings.items.spell(item, textOf(buffer.subarray(starts[1], ends[1])) ?? "");
      }
    }
    return next;
  }

  /** Mostly the one of the line before, whose digits are still near. */
  #itemAt(buffer: Uint8Array, start: number, end: number): number {
    const length = end - start;
    const last = this.#lastDigits;
    if (length === this.#lastLength) {
      let at = 0;
      while (at < length && last[at] === buffer[start + at]) at += 1;
      if (at === length) return this.#lastItem;
    }
    this.#lastItem = this.#readings.items.intern(buffer, start, end);
    this.#lastLength = length <= last.length ? length : -1;
    for (let at = 0; at < this.#lastLength; at += 1) last[at] = buffer[start + at] as number;
    return this.#lastItem;
  }

  line(bytes: Uint8Array, last: boolean): void {
    this.#lines += 1;
    const text = textOf(bytes);
    if (text === null) {
      this.#fault(null, "the line is not valid UTF-8", last);
      return;
    }
    if (text.trim() === "") return;
    const line = parseBulkLine(text);
    switch (line.kind) {
      case "item":
        this.#acceptItem(line);
        this.#shapes.learn(text.trimEnd(), ITEM, bindItem);
        return;
      case "level":
        this.#acceptLevel(line);
        this.#learnLevel(text.trimEnd());
        return;
      case "fault":
        if (line.key === null) this.#fault(line.field, line.reason, last);
        else {
          this.#row.clear();
          this.#row.readable = false;
          this.#add(line.key.itemId, line.key.locationId);
          this.#say(line.field, line.reason, last);
        }
    }
  }

  tooLong(): void {
    this.#lines += 1;
    this.#fault(null, "the line is longer than 1 MiB", false);
  }

  /** A level with its item, read by itself. */
  accept(level: StorefrontLevel): void {
    const { inventoryItemId: itemId, locationId, isActive, states: known, updatedAt } = level;
    this.observe(level.observedAt);
    this.#acceptItem({ ...level, id: itemId });
    this.#acceptLevel({ kind: "level", itemId, locationId, isActive, states: known, updatedAt });
  }

  #acceptItem({ id, sku, tracked, duplicateSkuCount }: Omit<BulkItem, "kind">): void {
    const { items, names } = this.#readings;
    const item = items.internTail(id.slice(ITEM_GID.length));
    const name = sku === null ? null : names.internText(sku);
    this.#tell(this.#readings.addItem(item, name, tracked, duplicateSkuCount), "id");
    if (sku !== null && names.mayChange) items.spell(item, sku);
  }

  #acceptLevel({ itemId, locationId, isActive, states: known, updatedAt }: BulkLevel): void {
    this.#row.clear();
    this.#row.setStates(known);
    this.#row.active = isActive;
    this.#row.updatedAt = updatedAt ?? NaN;
    this.#add(itemId, locationId);
  }

  #add(itemId: string, locationId: string): void {
    const location = this.#readings.locationOf(locationId);
    if (location < 0) this.#sayUnmapped(locationId.replace(LOCATION_GID, ""));
    this.#row.moment = this.#moment;
    const item = this.#readings.items.internTail(itemId.slice(ITEM_GID.length));
    this.#tell(this.#readings.addStorefront(item, location, this.#row), "location");
  }

  #sayUnmapped(location: string): void {
    this.#samples.note("storefront", "unmapped_code", () => `the shop has no location ${location}`);
  }

  /** What the readings have sampled already; whoever is strict stops at it. */
  #tell(outcome: Added, field: string): void {
    if (outcome === added.well) return;
    const reason =
      outcome === added.unmapped
        ? "the shop has no such location"
        : "the same came before with different contents";
    this.#onFault(this.#lines, field, reason);
  }

  #learnLevel(text: string): void {
    this.#shapes.learn(text, LEVEL, (path) => bindLevel(path, text));
  }

  #fault(field: string | null, reason: string, last: boolean): void {
    this.#readings.tallies.reject(STOREFRONT);
    this.#say(field, reason, last);
  }

  #say(field: string | null, reason: string, last: boolean): void {
    const line = this.#lines;
    if (last) this.brokeOff = true;
    this.#samples.note("storefront", "rejected", () => `line ${line}: ${reason}`);
    this.#onFault(line, field, reason);
  }
}

const ignored: Binding = { slot: slot.ignored };

function bindItem(path: Path): Binding | null {
  if (path.length !== 1) return null;
  switch (path[0]) {
    case "id":
      return { slot: slot.digits, arg: 0, prefix: ITEM_GID };
    case "sku":
      return { slot: slot.textOrNull };
    case "tracked":
      return { slot: slot.flag, arg: 1 };
    case "duplicateSkuCount":
      return { slot: slot.count };
    default:
      return ignored;
  }
}

function bindLevel(path: Path, text: string): Binding | "fixed" | "digits vary" | null {
  switch (path.join(".")) {
    case "id":
      return "digits vary";
    case "isActive":
      return { slot: slot.flag, arg: 0 };
    case "updatedAt":
      return { slot: slot.time };
    case "location.id":
      return { slot: slot.digits, arg: 1, prefix: LOCATION_GID };
    case "__parentId":
      return { slot: slot.digits, arg: 0, prefix: ITEM_GID };
  }
  if (path[0] === "quantities") return bindQuantity(path, text);
  return path.length === 1 ? ignored : null;
}

function bindQuantity(path: Path, text: string): Binding | "fixed" | null {
  const [, index, field] = path;
  if (path.length !== 3 || typeof index !== "number") return null;
  if (field === "name") return "fixed";
  if (field !== "quantity") return ignored;
  const { quantities } = JSON.parse(text) as { quantities: readonly { name: string }[] };
  const name = quantities[index]?.name ?? "";
  return isState(name) ? { slot: slot.quantity, arg: states.indexOf(name) } : ignored;
}
