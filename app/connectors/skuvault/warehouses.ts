import type { z } from "zod";
import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { callSkuvault } from "./client.ts";
import type { SkuvaultConfig } from "./config.ts";
import { company, warehousesAnswer } from "./schema.ts";

type Warehouse = NonNullable<z.infer<typeof warehousesAnswer>["Warehouses"]>[number];

export async function readWarehouses(
  config: SkuvaultConfig,
  context: ConnectorContext,
): Promise<readonly Warehouse[]> {
  const found: Warehouse[] = [];
  for (let page = 0; ; page++) {
    const { Warehouses } = await callSkuvault(
      config,
      context,
      "/inventory/getWarehouses",
      { PageNumber: page },
      warehousesAnswer,
    );
    const fresh = (Warehouses ?? []).filter(({ Id }) => found.every((known) => known.Id !== Id));
    if (fresh.length === 0) return found;
    found.push(...fresh);
    // Nobody has as many warehouses as a page holds.
    if (fresh.length < 100) return found;
  }
}

/** The id stays when somebody changes the code that people know. */
export async function listLocations(
  config: SkuvaultConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  if (config.scope === "company") return [{ code: company, name: "The whole company" }];
  return (await readWarehouses(config, context)).map(({ Id, Code }) => ({ code: Id, name: Code }));
}
