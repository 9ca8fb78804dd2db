/** JSON whose numbers are kept as the text that stood there, so that long ids and decimals lose no digit. */
export type Json = null | boolean | string | readonly Json[] | { readonly [key: string]: Json };

interface ReviverContext {
  readonly source?: string;
}

/** Throws SyntaxError for what is not JSON. */
export function parseExactJson(text: string): Json {
  const keepDigits = (_key: string, value: unknown, context?: ReviverContext) =>
    typeof value === "number" ? (context?.source ?? String(value)) : value;
  return JSON.parse(text, keepDigits) as Json;
}

/**
 * What stands at a dotted path ("qty.onHand", "lines.0.sku") or a JSON pointer ("/qty/on.hand"); undefined where there is nothing.
 * The empty path is the value itself.
 */
export function jsonAt(root: Json, path: string): Json | undefined {
  return segmentsOf(path).reduce<Json | undefined>((value, segment) => {
    if (typeof value !== "object" || value === null) return undefined;
    if (isList(value)) return /^\d+$/.test(segment) ? value[Number(segment)] : undefined;
    return Object.hasOwn(value, segment) ? value[segment] : undefined;
  }, root);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function segmentsOf(path: string): readonly string[] {
  if (path === "" || path === "$") return [];
  if (!path.startsWith("/")) return path.replace(/^\$\./, "").split(".");
  return path
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}
