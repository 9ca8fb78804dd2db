import { BadInput } from "./bad-input.ts";

/** Reads fields of a JSON value, and says which one of which file is wrong. */
export class Fields {
  readonly #file: string;
  readonly #path: string;
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(file: string, path: string, value: unknown) {
    this.#file = file;
    this.#path = path;
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.#wrong(null, "is no JSON object");
    this.#values = value as Readonly<Record<string, unknown>>;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null;
  }

  names(): readonly string[] {
    return Object.keys(this.#values);
  }

  text(name: string, otherwise?: string): string {
    const value = this.#values[name] ?? otherwise;
    if (typeof value !== "string" || value === "" || !value.isWellFormed())
      throw this.#wrong(name, "is missing or not text");
    return value;
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.#values[name] ?? otherwise;
    if (typeof value !== "boolean") throw this.#wrong(name, "is neither true nor false");
    return value;
  }

  number(name: string, otherwise: number): number {
    const value = this.#values[name] ?? otherwise;
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0)
      throw this.#wrong(name, "is no number of 0 or more");
    return value;
  }

  /** A field that this part does not read itself. */
  raw(name: string): unknown {
    return this.#values[name];
  }

  fields(name: string): Fields {
    return new Fields(this.#file, this.#pathOf(name), this.#values[name]);
  }

  list(name: string): readonly unknown[] {
    const value = this.#values[name] ?? [];
    if (!Array.isArray(value)) throw this.#wrong(name, "is no list");
    return value as readonly unknown[];
  }

  listOfFields(name: string): readonly Fields[] {
    return this.list(name).map(
      (entry, index) => new Fields(this.#file, `${this.#pathOf(name)}[${index}]`, entry),
    );
  }

  listOfTexts(name: string): readonly string[] {
    return this.list(name).map((entry) => {
      if (typeof entry !== "string" || entry === "" || !entry.isWellFormed())
        throw this.#wrong(name, "is no list of texts");
      return entry;
    });
  }

  fail(name: string | null, reason: string): never {
    throw this.#wrong(name, reason);
  }

  #pathOf(name: string | null): string {
    return [this.#path, name].filter(Boolean).join(".");
  }

  #wrong(name: string | null, reason: string): BadInput {
    return new BadInput(this.#file, reason, { field: this.#pathOf(name) });
  }
}
