import type { System } from "../../inventory/index.ts";
import type { StackFacts } from "./facts.ts";

const roles: Readonly<Record<System, string>> = { wms: "the WMS", erp: "the ERP", storefront: "Shopify" };

export function called({ names }: Pick<StackFacts, "names">, system: System): string {
  return names[system] ?? roles[system];
}

/** "45 s", "10 min", "2 h 10 min". */
export function lengthOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

const SHOWN = 5;

/** "A, B, C, D, E and 12 more". */
export function few(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join(", ")} and ${more} more` : names.join(", ");
}

export function placeNames(facts: Pick<StackFacts, "locations">, ids: readonly string[]): readonly string[] {
  const names = new Map(facts.locations.map(({ id, name }) => [id, name]));
  return ids.map((id) => names.get(id) ?? "a location that is gone");
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
