import { z } from "zod";
import type { Connector } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { noCapabilities, noStock } from "../shared/no-stock.ts";
import { askCeligo, flowsOf } from "./client.ts";
import { celigoConfig, type CeligoConfig } from "./config.ts";
import { readEvents, readHealth } from "./health.ts";

export const celigo: Connector<CeligoConfig> = {
  ...noStock,
  id: "celigo",
  name: "Celigo integrator.io",
  summary: "Says how the flows that carry stock fare, and runs them again when asked.",
  roles: ["erp", "wms"],
  config: celigoConfig,
  contains: {},
  capabilities: { ...noCapabilities, events: true, health: true, resync: true, rights: true },

  async check(config, context) {
    const { chosen, unknown } = await flowsOf(config, context);
    const [missing] = unknown;
    if (missing !== undefined)
      throw new ConnectorError("configuration", `This account has no flow with the id ${missing}.`, {
        field: "flows",
      });
    const warnings =
      chosen.length === 0 ? ["The token is good, but it sees no flow that is switched on."] : [];
    await readHealth(config, context);
    const { scope } = await askCeligo(
      config,
      context,
      "/tokenInfo",
      z.object({ scope: z.string().nullish() }),
    );
    const wide =
      scope === "fullAccess"
        ? ["This token may do everything in the account. One of custom scope is safer."]
        : [];
    return { sample: [], warnings: [...warnings, ...wide] };
  },

  readHealth,
  readEvents,

  /** Celigo runs whole flows: a delta flow sends what changed since its last run, these keys included if they did. */
  async requestResync(config, context) {
    const { chosen } = await flowsOf(config, context);
    if (chosen.length === 0) return { accepted: false, message: "There is no flow to run." };
    const ran = z.object({ _jobId: z.string().nullish() });
    for (const { _id } of chosen)
      await askCeligo(config, context, `/flows/${_id}/run`, ran, {
        method: "POST",
        json: {},
        repeatable: false,
      });
    const names = chosen.map(({ name, _id }) => name ?? _id).join(", ");
    return { accepted: true, message: `Celigo runs ${names}.` };
  },
};
