/** An object in a long JSON document, with the names of the members that lead to it. */
export interface PlacedText {
  readonly path: readonly string[];
  readonly text: string;
}

/** The document ends too early, or is about something else. */
export class UnexpectedJsonError extends Error {
  override readonly name = "UnexpectedJsonError";
}

const [quote, colon, backslash] = [34, 58, 92];
const [openBracket, closeBracket] = [91, 93];
const [openBrace, closeBrace] = [123, 125];

/**
 * The objects that stand `depth` names deep below one member of a JSON document that is too large to hold: below "a", depth 1, of
 * {"a":{"b":{…},"c":{…}}} are those at a.b and a.c. Throws UnexpectedJsonError where the document is not complete or has no such member.
 */
export async function* objectsBelow(
  chunks: AsyncIterable<Uint8Array>,
  member: string,
  depth: number,
): AsyncGenerator<PlacedText> {
  const decoder = new TextDecoder();
  const walk = new Walk(depth + 1);
  for await (const chunk of chunks) {
    for (const placed of walk.read(decoder.decode(chunk, { stream: true })))
      if (placed.path[0] === member) yield placed;
  }
  if (!walk.whole) throw new UnexpectedJsonError("The document ends before it is complete");
  if (!walk.members.has(member)) throw new UnexpectedJsonError(`The document has no ${member}`);
}

class Walk {
  /** Names in the outermost object. */
  readonly members = new Set<string>();
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
      if (code === colon && this.#captured === null) this.#nameIt();
      else if (code === openBrace || code === openBracket) {
        const isObject = code === openBrace;
        if (isObject && this.#captures()) {
          this.#captured = "";
          from = at;
        }
        this.#open.push({ isObject, name: "" });
        this.#began = true;
      } else if (code === closeBrace || code === closeBracket) {
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

  #captures(): boolean {
    return (
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
    if (!place?.isObject) return;
    place.name = nameIn(this.#lastText);
    if (this.#open.length === 1) this.members.add(place.name);
  }
}

function nameIn(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new UnexpectedJsonError("The document is no JSON");
  }
}
