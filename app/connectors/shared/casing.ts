import { isList, type Json } from "./json.ts";

/** Names in lower case, all the way down, for a system whose casing is not the same everywhere. */
export function lowerNames(json: Json): Json {
  if (isList(json)) return json.map(lowerNames);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name.toLowerCase(), lowerNames(value)]),
  );
}
