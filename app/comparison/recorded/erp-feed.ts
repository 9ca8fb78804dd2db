import {
  isState,
  parseInstant,
  parseQuantity,
  QuantityError,
  states,
  type Quantity,
  type State,
  type States,
} from "../../inventory/index.ts";
import type { Binding, Path } from "../lines/learn.ts";
import { Shapes } from "../lines/shapes.ts";
import { slot } from "../lines/shape.ts";
import { LevelFeed, type LineFault, type ReadLine } from "./level-feed.ts";

/** `erp.jsonl`: {"item","warehouse", states…, "updated_at"}; a state that is left out or null is unknown. */
export class ErpFeed extends LevelFeed {
  protected override readonly itemField = "item";
  protected override readonly codeField = "warehouse";
  readonly #shapes = new Shapes();
  readonly #strangeFields = new Set<string>();

  override quick(buffer: Uint8Array, view: DataView, start: number, limit: number): number {
    const next = this.#shapes.match(buffer, view, start, limit);
    if (next < 0) return -1;
    this.lines += 1;
    this.intake.stage(buffer, this.#shapes.captured, this.lines);
    return next;
  }

  protected override parse(text: string): ReadLine | LineFault {
    let line: unknown;
    try {
      line = JSON.parse(text);
    } catch {
      return { field: null, reason: "the line is not JSON" };
    }
    if (typeof line !== "object" || line === null || Array.isArray(line))
      return { field: null, reason: "the line is not a JSON object" };
    const fields = line as Readonly<Record<string, unknown>>;
    const item = fields["item"];
    if (!isName(item)) return { field: "item", reason: "item is missing or not text" };
    const code = fields["warehouse"];
    if (!isName(code)) return { field: "warehouse", reason: "warehouse is missing or not text" };
    const faults: LineFault[] = [];
    const { found, unreadable } = this.#readStates(fields, faults);
    const updatedAt = readTime(fields["updated_at"], faults);
    if (faults.length === 0) this.#shapes.learn(text, 0, bind);
    return { level: { item, code, states: unreadable ? null : found, updatedAt }, faults };
  }

  #readStates(
    fields: Readonly<Record<string, unknown>>,
    faults: LineFault[],
  ): { found: States; unreadable: boolean } {
    const found: Partial<Record<State, Quantity>> = {};
    let unreadable = false;
    for (const [field, value] of Object.entries(fields)) {
      if (!isState(field)) {
        if (!known.has(field) && this.#isNew(field))
          faults.push({ field, reason: `${field} is no field of this feed; it is not read` });
        continue;
      }
      if (value === null) continue;
      try {
        if (typeof value !== "number")
          throw new QuantityError(`${JSON.stringify(value).slice(0, 40)} is not a number`);
        found[field] = parseQuantity(value);
      } catch (error) {
        if (!(error instanceof QuantityError)) throw error;
        unreadable = true;
        faults.push({ field, reason: `${field}: ${error.message}` });
      }
    }
    return { found, unreadable };
  }

  /** Each strange field is named once, and not on a million lines. */
  #isNew(field: string): boolean {
    if (this.#strangeFields.size >= 100 || this.#strangeFields.has(field)) return false;
    this.#strangeFields.add(field);
    return true;
  }
}

const known: ReadonlySet<string> = new Set(["item", "warehouse", "updated_at"]);

function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.isWellFormed();
}

function readTime(value: unknown, faults: LineFault[]): number | null {
  if (value === undefined || value === null || value === "") return null;
  const at = typeof value === "string" ? parseInstant(value) : null;
  if (at === null)
    faults.push({
      field: "updated_at",
      reason: `updated_at: ${JSON.stringify(value).slice(0, 40)} is not a time with a zone`,
    });
  return at;
}

function bind(path: Path): Binding | null {
  const [field] = path;
  if (path.length !== 1 || typeof field !== "string") return null;
  if (isState(field)) return { slot: slot.quantity, arg: states.indexOf(field) };
  if (field === "item") return { slot: slot.text, arg: 0 };
  if (field === "warehouse") return { slot: slot.text, arg: 1 };
  return field === "updated_at" ? { slot: slot.time } : { slot: slot.ignored };
}
