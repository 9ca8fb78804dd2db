import type { CheckResult, ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { sampleOf } from "../shared/sample.ts";
import { callNetsuite } from "./client.ts";
import type { NetsuiteConfig } from "./config.ts";
import { restUrl } from "./hosts.ts";
import { sweep } from "./sweep.ts";

const chosen = {
  states: [
    ["on_hand", "quantityonhand"],
    ["available", "quantityavailable"],
    ["committed", "quantitycommitted"],
    ["incoming", "quantityonorder"],
  ],
  changedAt: "lastquantityavailablechange",
} as const;

export async function check(config: NetsuiteConfig, context: ConnectorContext): Promise<CheckResult> {
  const { sample, warnings } = await sampleOf(sweep(config, context, { limit: 50 }), chosen);
  return { sample, warnings: [...warnings, ...(await tooWide(config, context))] };
}

/** Only administrators may read the account's governance limits. */
async function tooWide(config: NetsuiteConfig, context: ConnectorContext): Promise<readonly string[]> {
  const url = restUrl(config, "/services/rest/system/v1/governanceLimits");
  try {
    await callNetsuite({ url }, config, context);
  } catch (error) {
    if (error instanceof ConnectorError) return [];
    throw error;
  }
  return [
    "This role is an administrator's and may change everything. Reading needs a role with View rights only.",
  ];
}
