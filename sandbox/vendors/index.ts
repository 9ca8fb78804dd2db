import { readdirSync } from "node:fs";
import type { VendorSimulator } from "./contract.ts";

/** The vendors that have a simulator: the folders beside this file that have an index.ts, but for the shared one. */
export function simulatedVendors(): readonly string[] {
  return readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "shared")
    .map(({ name }) => name)
    .filter((name) => readdirSync(`${import.meta.dirname}/${name}`).includes("index.ts"))
    .sort();
}

/** Rejects where there is no such folder. */
export async function simulatorOf(vendor: string): Promise<VendorSimulator> {
  const found = (await import(`./${vendor}/index.ts`)) as { readonly simulator: VendorSimulator };
  return found.simulator;
}
