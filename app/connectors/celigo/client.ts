import type { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { callVendor, type VendorCall } from "../shared/vendor/call.ts";
import { fixedSession } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { CeligoConfig } from "./config.ts";
import { flowsAnswer } from "./schema.ts";

/** Celigo's leaky bucket: 1,000 calls, 300 more each second. */
const credits = { capacity: 1_000, perSecond: 300 };

export async function askCeligo<Answer>(
  config: CeligoConfig,
  context: ConnectorContext,
  path: string,
  schema: z.ZodType<Answer>,
  call: Partial<VendorCall> & { readonly query?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const { query, ...rest } = call;
  const url = belowAddress(config.address, `/v1${path}`, query);
  const manners = {
    field: "address",
    session: fixedSession({ authorization: `Bearer ${config.token}` }),
    budget: { name: `celigo ${url.host}`, credits },
  };
  const { json } = await callVendor(context, manners, { url, ...rest });
  return readAnswer(json, schema, url);
}

/** The flows of this handoff: those that were named, or all that are switched on. */
export async function flowsOf(config: CeligoConfig, context: ConnectorContext) {
  const flows = await askCeligo(config, context, "/flows", flowsAnswer);
  const named = (config.flows ?? "").split(",").flatMap((id) => id.trim() || []);
  const chosen = flows.filter(({ _id, disabled }) =>
    named.length > 0 ? named.includes(_id) : disabled !== true,
  );
  return { chosen, unknown: named.filter((id) => !flows.some(({ _id }) => _id === id)) };
}
