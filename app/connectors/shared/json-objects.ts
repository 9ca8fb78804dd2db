/** An object in a long JSON document, with the names of the members that lead to it. */
export interface PlacedText {
  readonly path: readonly string[];
  readonly text: string;
}

export class CutOffError extends Error {
  override readonly name = "CutOffError";
}

const quote = 34;
const backslash = 92;

/**
 * The members at one depth of a JSON document that is too large to hold: depth 2 of {"a":{"b":{…},"c":{…}}} gives {…} at a.b and at a.c.
 * Only objects are given. What is at less depth than asked for is passed over. Throws CutOffError when the document ends too early.
 */
export async function* objectsAt(chunks: AsyncIterable<Uint8Array>, depth: number): AsyncGenerator<PlacedText> {
  const decoder = new TextDecoder();
  const walk = new Walk(depth);
  for await (const chunk of chunks) yield* walk.read(decoder.decode(chunk, { stream: true }));
  if (!walk.whole) throw new CutOffError("The document ends before it is complete");
}

class Walk {
  readonly #depth: number;
  /** What is open, outermost first: objects with the name that is being read in them, and lists. */
  readonly #open: { readonly isObject: boolean; name: string }[] = [];
  #inText = false;
  #escaped = false;
  /** The last text that was closed: a name when a colon follows. */
  #lastText = "";
  #textParts = "";
  #captured: string | null = null;
  #began = false;

  constructor(depth: number) {
    this.#depth = depth;
  }

  get whole(): boolean {
    return this.#began && this.#open.length === 0 && !this.#inText;
  }

  *read(text: string): Generator<PlacedText> {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (code === backslash) this.#escaped = true;
        else if (code === quote) this.#closeText(text, from, at);
        continue;
      }
      if (code === quote) {
        this.#inText = true;
        if (this.#captured === null) from = at;
        continue;
      }
      const mark = text[at];
      if (mark === ":" && this.#captured === null) this.#nameIt();
      else if (mark === "{" || mark === "[") {
        if (this.#captures(mark)) {
          this.#captured = "";
          from = at;
        }
        this.#open.push({ isObject: mark === "{", name: "" });
        this.#began = true;
      } else if (mark === "}" || mark === "]") {
        this.#open.pop();
        if (this.#captured !== null && this.#open.length === this.#depth) {
          yield { path: this.#open.map(({ name }) => name), text: this.#captured + text.slice(from, at + 1) };
          this.#captured = null;
          from = at + 1;
        }
      }
    }
    if (this.#captured !== null) this.#captured += text.slice(from);
    else if (this.#inText) this.#textParts += text.slice(from);
  }

  #captures(mark: string): boolean {
    return (
      mark === "{" &&
      this.#captured === null &&
      this.#open.length === this.#depth &&
      this.#open.every(({ isObject }) => isObject)
    );
  }

  #closeText(text: string, from: number, at: number): void {
    this.#inText = false;
    if (this.#captured !== null) return;
    this.#lastText = this.#textParts + text.slice(from, at + 1);
    this.#textParts = "";
  }

  #nameIt(): void {
    const place = this.#open.at(-1);
    if (place?.isObject) place.name = JSON.parse(this.#lastText) as string;
  }
}
