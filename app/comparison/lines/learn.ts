import { slot, type Step } from "./shape.ts";

/** Where a value stands in a line: names of fields and places in lists. */
export type Path = readonly (string | number)[];

/** What to do with the value at a path. `prefix`: the text must begin so, and only the rest of it is the slot's. */
export interface Binding {
  readonly slot: number;
  readonly arg?: number;
  readonly prefix?: string;
}

/** `fixed`: the very bytes that stand there belong to the shape. `digits vary`: all but the numbers in them. Null: a line with such a value has no shape to learn. */
export type Binder = (path: Path) => Binding | "fixed" | "digits vary" | null;

/**
 * The steps of a line that JSON.parse accepts, or null where none can be learned: bytes beyond ASCII, a field twice, or a value of
 * a kind that the binder does not know.
 */
export function learnSteps(text: string, bind: Binder): readonly Step[] | null {
  if (!/^[\x20-\x7e]*$/.test(text)) return null;
  try {
    return new Learner(text, bind).steps();
  } catch (error) {
    if (error instanceof NoShape) return null;
    throw error;
  }
}

const DEEPEST = 6;

class NoShape extends Error {}

class Learner {
  readonly #text: string;
  readonly #bind: Binder;
  readonly #steps: Step[] = [];
  #at = 0;
  #literalFrom = 0;

  constructor(text: string, bind: Binder) {
    this.#text = text;
    this.#bind = bind;
  }

  steps(): readonly Step[] {
    this.#value([]);
    this.#take(/[ \t]*/y);
    if (this.#at !== this.#text.length) throw new NoShape();
    this.#slot(this.#at, this.#at, slot.end, 0);
    return this.#steps;
  }

  #value(path: Path): void {
    if (path.length > DEEPEST) throw new NoShape();
    this.#take(/[ \t]*/y);
    const first = this.#text[this.#at];
    if (first === "{") this.#object(path);
    else if (first === "[") this.#list(path);
    else this.#scalar(path);
    this.#take(/[ \t]*/y);
  }

  #object(path: Path): void {
    const seen = new Set<string>();
    this.#expect("{");
    this.#take(/[ \t]*/y);
    if (this.#text[this.#at] === "}") {
      this.#expect("}");
      return;
    }
    for (;;) {
      this.#take(/[ \t]*/y);
      const name = this.#take(/"[^"\\]*"/y).slice(1, -1);
      if (name === "" || seen.has(name)) throw new NoShape();
      seen.add(name);
      this.#take(/[ \t]*/y);
      this.#expect(":");
      this.#value([...path, name]);
      if (this.#text[this.#at] !== ",") {
        this.#expect("}");
        return;
      }
      this.#expect(",");
    }
  }

  #list(path: Path): void {
    this.#expect("[");
    this.#take(/[ \t]*/y);
    if (this.#text[this.#at] === "]") {
      this.#expect("]");
      return;
    }
    for (let index = 0; ; index += 1) {
      this.#value([...path, index]);
      if (this.#text[this.#at] !== ",") {
        this.#expect("]");
        return;
      }
      this.#expect(",");
    }
  }

  #scalar(path: Path): void {
    const from = this.#at;
    const raw = this.#take(/"(?:[^"\\]|\\.)*"|-?[0-9.eE+-]+|true|false|null/y);
    const binding = this.#bind(path);
    if (binding === null) throw new NoShape();
    if (binding === "fixed") return;
    if (binding === "digits vary") {
      this.#digitRuns(from);
      return;
    }
    const { slot: kind, arg = 0, prefix } = binding;
    if (kind === slot.text || kind === slot.digits) {
      const written = `"${prefix ?? ""}`;
      const open = [written, written.replaceAll("/", "\\/")].find((start) => raw.startsWith(start));
      if (open === undefined) throw new NoShape();
      this.#slot(from + open.length, this.#at - 1, kind, arg);
    } else this.#slot(from, this.#at, kind, arg);
  }

  /** A text of which only the numbers differ from line to line, as in an id. */
  #digitRuns(from: number): void {
    for (const run of this.#text.slice(from, this.#at).matchAll(/\d+/g)) {
      const start = from + run.index;
      this.#slot(start, start + run[0].length, slot.ignoredDigits, 0);
    }
  }

  /** Ends the literal at `from`; the next one begins at `to`. */
  #slot(from: number, to: number, kind: number, arg: number): void {
    this.#steps.push({ literal: this.#text.slice(this.#literalFrom, from), slot: kind, arg });
    this.#literalFrom = to;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw new NoShape();
    this.#at += found.length;
    return found;
  }

  #expect(symbol: string): void {
    if (this.#text[this.#at] !== symbol) throw new NoShape();
    this.#at += 1;
  }
}
