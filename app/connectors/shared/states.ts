import type { State } from "../../inventory/index.ts";

/** For connectors whose quantities are whatever the merchant maps to them. */
export function stateMeanings(noun: "field" | "column"): Readonly<Record<State, string>> {
  const from = `as the mapped ${noun} has it`;
  return {
    on_hand: `Everything that is physically there, ${from}.`,
    available: `What can still be sold, ${from}; whether buffers are taken off is up to the system.`,
    committed: `Promised to orders and not yet shipped, ${from}.`,
    reserved: `Held back for a purpose, ${from}.`,
    incoming: `On order or on its way, not in on hand, ${from}.`,
    safety_stock: `A buffer that is not sold, ${from}.`,
    damaged: `There but not sellable, ${from}.`,
    quality_control: `There and being inspected, ${from}.`,
    unavailable: `All that is there and may not be sold, in one number, ${from}.`,
  };
}
