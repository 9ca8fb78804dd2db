import { isList, type Json } from "../shared/json.ts";

/** Names in lower case, all the way down: Extensiv answers in two casings, by media type and version. */
export function lowerNames(json: Json): Json {
  if (isList(json)) return json.map(lowerNames);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name.toLowerCase(), lowerNames(value)]),
  );
}
