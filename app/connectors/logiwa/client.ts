import type { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { lowerNames } from "../shared/casing.ts";
import { digestOf } from "../shared/tokens/digest.ts";
import { callVendor, type Throttled, type VendorAnswer, type VendorManners } from "../shared/vendor/call.ts";
import { mintedSession } from "../shared/vendor/session.ts";
import { retryAfter } from "../shared/vendor/throttle.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { LogiwaConfig } from "./config.ts";
import { tokenAnswer } from "./schema.ts";

/** The least milliseconds between two calls, by the calls a minute of the plan. */
const gaps = { "60": 1_000, "530": 113, "1200": 50 } as const;

/** One call; the names in its answer are in lower case. */
export async function callLogiwa<Answer>(
  config: LogiwaConfig,
  context: ConnectorContext,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const url = belowAddress(config.address, path, query);
  const { json } = await callVendor(context, manners(config, context), { url });
  return readAnswer(lowerNames(json), schema, url);
}

function manners(config: LogiwaConfig, context: ConnectorContext): VendorManners {
  const { address, email, password, callsPerMinute } = config;
  const facts = ["logiwa", address, email, password];
  // How long a token lives is not told; one that ended is renewed.
  const mint = async (signal: AbortSignal) => ({
    text: await signIn(config, { ...context, signal }),
    goodUntil: null,
  });
  return {
    field: "address",
    session: mintedSession(context, facts, mint),
    budget: {
      name: `logiwa ${digestOf(facts)}`,
      window: { requests: 1, milliseconds: gaps[callsPerMinute] },
    },
    throttled,
  };
}

/** Too soon is 403, as a missing right is: only its message says so, with the milliseconds to wait. */
function throttled({ status, headers, text }: VendorAnswer): Throttled | null {
  if (status === 429) return { waitMs: retryAfter(headers) };
  if (status !== 403) return null;
  const said = /(\d+(?:\.\d+)?)\s*(ms|milli\s?seconds?)\b/i.exec(text.slice(0, 2_000))?.[1];
  if (said !== undefined) return { waitMs: Number(said) };
  return /rate limit|too many|throttl/i.test(text.slice(0, 2_000)) ? { waitMs: null } : null;
}

async function signIn(
  { address, email, password }: LogiwaConfig,
  context: ConnectorContext,
): Promise<string> {
  const url = belowAddress(address, "/Authorize/token");
  const answer = await callVendor(
    context,
    { field: "address", throttled, failure: refusal },
    { url, json: { email, password } },
  );
  return readAnswer(lowerNames(answer.json), tokenAnswer, url);
}

function refusal({ status }: VendorAnswer, { host }: URL): ConnectorError | null {
  if (status !== 400 && status !== 401 && status !== 403) return null;
  return new ConnectorError("credentials", `${host} does not accept this e-mail and password (${status}).`);
}
