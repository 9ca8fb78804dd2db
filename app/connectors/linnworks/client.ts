import type { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { jsonAt } from "../shared/json.ts";
import { digestOf } from "../shared/tokens/digest.ts";
import { callVendor, type VendorAnswer, type VendorCall } from "../shared/vendor/call.ts";
import { mintedSession } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { LinnworksConfig } from "./config.ts";
import { sessionAnswer } from "./schema.ts";

/** Calls a minute; what is not named here is one of the heavy ones. */
const perMinute: Readonly<Record<string, number>> = { "/api/Stock/GetStockItemsFull": 250 };
const heavyPerMinute = 150;
/** How long a session lives is not told; one that ended is renewed. */
const sessionLifetime = 20 * 60_000;

/** One call to the server that Linnworks named for the account. */
export async function callLinnworks<Answer>(
  config: LinnworksConfig,
  context: ConnectorContext,
  path: string,
  schema: z.ZodType<Answer>,
  call: Pick<VendorCall, "json"> = {},
): Promise<Answer> {
  const { address, applicationId, applicationSecret, token } = config;
  const facts = ["linnworks", address, applicationId, applicationSecret, token];
  const mint = async (signal: AbortSignal) => {
    const session = await signIn(config, { ...context, signal });
    return { text: JSON.stringify(session), goodUntil: context.now() + sessionLifetime };
  };
  const session = readSession(await context.tokens.get(facts, mint));
  const url = belowAddress(session.Server, path);
  const window = { requests: perMinute[path] ?? heavyPerMinute, milliseconds: 60_000 };
  const manners = {
    field: "address",
    session: mintedSession(context, facts, mint, (text) => ({ authorization: readSession(text).Token })),
    budget: { name: `linnworks ${path} ${digestOf(facts)}`, window },
    failure: nothingFound,
  };
  const { json } = await callVendor(context, manners, { url, ...call });
  return readAnswer(json, schema, url);
}

/** A list of nothing is a 400 with words; any other 400 is a question that was not understood. */
function nothingFound({ status, json }: VendorAnswer, { host }: URL): ConnectorError | null {
  const message = jsonAt(json ?? null, "Message");
  if (status !== 400 || typeof message !== "string" || !/\bno items? found\b/i.test(message)) return null;
  return new ConnectorError("not_found", `${host} found nothing.`);
}

type SessionFacts = z.infer<typeof sessionAnswer>;

async function signIn(
  { address, applicationId, applicationSecret, token }: LinnworksConfig,
  context: ConnectorContext,
): Promise<SessionFacts> {
  const url = belowAddress(address, "/api/Auth/AuthorizeByApplication");
  const json = { ApplicationId: applicationId, ApplicationSecret: applicationSecret, Token: token };
  const answer = await callVendor(context, { field: "address", failure: refusal }, { url, json });
  const session = readAnswer(answer.json, sessionAnswer, url);
  // An answer that was tampered with must not lead the session's token over an open line.
  if (new URL(session.Server).protocol === url.protocol) return session;
  throw new ConnectorError(
    "unreadable",
    `${url.host} names a server that is not reached over ${url.protocol}`,
  );
}

function refusal({ status }: VendorAnswer, { host }: URL): ConnectorError | null {
  if (status !== 400 && status !== 401 && status !== 403) return null;
  return new ConnectorError(
    "credentials",
    `${host} does not accept this application, its secret or the installation token (${status}).`,
  );
}

function readSession(text: string): SessionFacts {
  return sessionAnswer.parse(JSON.parse(text));
}
