import type { CheckResult, ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { sampleOf } from "../shared/sample.ts";
import { callModel } from "./client.ts";
import type { OdooConfig } from "./config.ts";
import { sweep } from "./sweep.ts";

const chosen = {
  states: [
    ["on_hand", "quantity"],
    ["available", "available_quantity"],
    ["committed", "reserved_quantity"],
  ],
  changedAt: "write_date",
} as const;

export async function check(config: OdooConfig, context: ConnectorContext): Promise<CheckResult> {
  const { sample, warnings } = await sampleOf(sweep(config, context, { limit: 100 }), chosen);
  const wide = (await mayWrite(config, context))
    ? ["This user may change stock. Reading needs no more than an internal user without the Inventory role."]
    : [];
  return { sample, warnings: [...warnings, ...wide] };
}

/** The question has another name from 18 on; where it cannot be asked there is nothing to warn of. */
async function mayWrite(config: OdooConfig, context: ConnectorContext): Promise<boolean> {
  const [method, named] =
    config.api.style === "json2"
      ? (["has_access", { ids: [], operation: "write" }] as const)
      : (["check_access_rights", { operation: "write", raise_exception: false }] as const);
  try {
    return (await callModel("stock.quant", method, named, config, context)) === true;
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}
