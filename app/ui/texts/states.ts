import type { State } from "../../inventory/index.ts";

const stateNames: Readonly<Record<State, string>> = {
  on_hand: "On hand",
  available: "Available",
  committed: "Committed",
  reserved: "Reserved",
  incoming: "Incoming",
  safety_stock: "Safety stock",
  damaged: "Damaged",
  quality_control: "Quality control",
  unavailable: "Unavailable",
};

/** A state's or pool's name for people: pools are named by the shop, "b2b_available" reads "B2b available". */
export function countName(name: string): string {
  const known: Readonly<Record<string, string>> = stateNames;
  const spaced = name.replaceAll("_", " ");
  return known[name] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
