import type { TypedMapping } from "../../use-cases/contract.ts";

/** The posted choice of the mapping page; codes without a location are left out. Null for anything that the page does not send. */
export function readMappings(text: string): readonly TypedMapping[] | null {
  const choice = parsed(text);
  if (typeof choice !== "object" || choice === null) return null;
  const mappings: TypedMapping[] = [];
  for (const [key, locationId] of Object.entries(choice as Record<string, unknown>)) {
    const pair = parsed(key);
    if (!Array.isArray(pair) || typeof locationId !== "string") return null;
    const [connectionId, code] = pair as unknown[];
    if (typeof connectionId !== "string" || typeof code !== "string") return null;
    if (locationId !== "") mappings.push({ connectionId, code, locationId });
  }
  return mappings;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
