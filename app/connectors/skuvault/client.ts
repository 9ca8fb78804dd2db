import type { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { digestOf } from "../shared/tokens/digest.ts";
import { callVendor, type VendorAnswer, type VendorManners } from "../shared/vendor/call.ts";
import { headerCount, retryAfter } from "../shared/vendor/throttle.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { SkuvaultConfig } from "./config.ts";

/** Calls a minute, by the name of the call. What reads stock is "heavy". */
const perMinute = {
  "/inventory/getWarehouseItemQuantities": 5,
  "/inventory/getItemQuantities": 5,
  "/inventory/getInventoryByLocation": 5,
  "/inventory/getTransactions": 5,
  "/inventory/getWarehouses": 10,
} as const;
export type Call = keyof typeof perMinute;
/** Probes have no use for these, so sweeps need leave nothing of them. */
const ofSweeps: ReadonlySet<Call> = new Set(["/inventory/getWarehouseItemQuantities"]);

/** One call; the tokens stand in its body. */
export async function callSkuvault<Answer>(
  config: SkuvaultConfig,
  context: ConnectorContext,
  call: Call,
  parameters: Readonly<Record<string, unknown>>,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const { address, tenantToken, userToken } = config;
  const url = belowAddress(address, call);
  const json = { ...parameters, TenantToken: tenantToken, UserToken: userToken };
  const budget = {
    name: `skuvault ${call} ${digestOf([address, tenantToken, userToken])}`,
    window: { requests: perMinute[call], milliseconds: 60_000 },
    ...(ofSweeps.has(call) ? { reserve: 0 } : {}),
  };
  const answer = await callVendor(context, manners, { url, json, budget });
  return readAnswer(answer.json, schema, url);
}

const manners: VendorManners = {
  field: "address",
  throttled: (answer) => (answer.status === 429 ? { waitMs: waitOf(answer) } : null),
  report: ({ headers }) => {
    const left = headerCount(headers, "x-ratelimit-remaining");
    return left === undefined ? {} : { left };
  },
};

/** Milliseconds to wait; what is too large for that is a time in seconds since 1970, as older notes have it. */
function waitOf({ headers }: VendorAnswer): number | null {
  const reset = headerCount(headers, "x-ratelimit-reset");
  if (reset === undefined) return retryAfter(headers);
  return reset > 1e9 ? Math.max(0, reset * 1000 - Date.now()) : reset;
}
