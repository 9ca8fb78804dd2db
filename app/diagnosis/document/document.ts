/** A text to hand on: the same one becomes Markdown, a page to print and a page for somebody outside. All of it is plain text. */
export interface Document {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export const heading = (text: string): Block => ({ kind: "heading", text });
export const text = (words: string): Block => ({ kind: "text", text: words });

/** A list that says so where it has nothing to say. */
export function list(items: readonly string[], empty = "Nothing on record."): Block {
  return items.length === 0 ? text(empty) : { kind: "list", items };
}

export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  empty = "Nothing on record.",
): Block {
  return rows.length === 0 ? text(empty) : { kind: "table", head, rows };
}
