import type { CheckResult, ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { jsonAt } from "../shared/json.ts";
import { sampleOf } from "../shared/sample.ts";
import { callModel } from "./client.ts";
import type { TrytonConfig } from "./config.ts";
import { sweep } from "./sweep.ts";

const chosen = { states: [["on_hand", "quantity"]], changedAt: null } as const;

export async function check(config: TrytonConfig, context: ConnectorContext): Promise<CheckResult> {
  const { sample, warnings } = await sampleOf(sweep(config, context, { limit: 20 }), chosen);
  const blind = sample.some(({ states }) => states.incoming === undefined);
  return {
    sample,
    warnings: [
      ...warnings,
      ...(blind
        ? [
            "The user may not see stock movements: incoming stays unknown, and changes and events cannot be read.",
          ]
        : []),
      ...((await mayWrite(config, context))
        ? ["This user may change stock. Reading needs a group with read access only."]
        : []),
    ],
  };
}

async function mayWrite(config: TrytonConfig, context: ConnectorContext): Promise<boolean> {
  try {
    const params = [["stock.move"], { company: config.company }];
    const access = await callModel("ir.model.access.get_access", params, config, context);
    return ["write", "create", "delete"].some((right) => {
      const granted = jsonAt(access, `/stock.move/${right}`);
      return granted === true || granted === "1";
    });
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}
