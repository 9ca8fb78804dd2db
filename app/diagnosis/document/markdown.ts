import type { Block, Document } from "./document.ts";

export function markdownOf({ title, blocks }: Document): string {
  return [`# ${escape(title)}`, ...blocks.map(blockOf), ""].join("\n\n");
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `## ${escape(block.text)}`;
    case "text":
      return escape(block.text);
    case "list":
      return block.items.map((item) => `- ${escape(item)}`).join("\n");
    case "table":
      return [line(block.head), line(block.head.map(() => "---")), ...block.rows.map(line)].join("\n");
  }
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(escape).join(" | ")} |`;
}

/** Names come from other people's systems: none of them may break a table or become a link. */
function escape(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_[\]<>|#]/g, (sign) => (sign === "_" ? sign : `\\${sign}`));
}
