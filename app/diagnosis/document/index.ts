export { heading, list, table, text, type Block, type Document } from "./document.ts";
export { markdownOf } from "./markdown.ts";
