import type { CheckResult, ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { jsonAt } from "../shared/json.ts";
import { sampleOf } from "../shared/sample.ts";
import { getList, literal } from "./client.ts";
import type { SapBusinessOneConfig } from "./config.ts";
import { sweep } from "./sweep.ts";

const chosen = {
  states: [
    ["on_hand", "InStock"],
    ["committed", "Committed"],
    ["incoming", "Ordered"],
  ],
  changedAt: null,
} as const;

export async function check(config: SapBusinessOneConfig, context: ConnectorContext): Promise<CheckResult> {
  const { sample, warnings } = await sampleOf(sweep(config, context, { size: 10 }), chosen);
  const wide = (await isSuperuser(config, context))
    ? ["This user is a superuser and may change everything. Reading needs one with read-only authorisations."]
    : [];
  return { sample, warnings: [...warnings, ...wide] };
}

/** Where users may not be read there is nothing to warn of. */
async function isSuperuser(config: SapBusinessOneConfig, context: ConnectorContext): Promise<boolean> {
  const query = { $select: "UserCode,Superuser", $filter: `UserCode eq ${literal(config.user)}` };
  try {
    const { rows } = await getList("Users", query, config, context, 1);
    return jsonAt(rows[0] ?? null, "Superuser") === "tYES";
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}
