import type { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { lowerNames } from "../shared/casing.ts";
import { digestOf } from "../shared/tokens/digest.ts";
import { callVendor, type VendorAnswer, type VendorManners } from "../shared/vendor/call.ts";
import { mintedSession } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { MintsoftConfig } from "./config.ts";
import { keyAnswer } from "./schema.ts";

const keyLifetime = 24 * 3_600_000;
/** No limits are published; as many as a person with a few tabs would cause. */
const slots = 3;

/** One call; the names in its answer are in lower case. */
export async function callMintsoft<Answer>(
  config: MintsoftConfig,
  context: ConnectorContext,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const url = belowAddress(config.address, path, query);
  const { json } = await callVendor(context, manners(config, context), { url });
  return readAnswer(lowerNames(json), schema, url);
}

function manners(config: MintsoftConfig, context: ConnectorContext): VendorManners {
  const { address, username, password } = config;
  const facts = ["mintsoft", address, username, password];
  const mint = async (signal: AbortSignal) => ({
    text: await askForKey(config, { ...context, signal }),
    goodUntil: context.now() + keyLifetime,
  });
  return {
    field: "address",
    session: mintedSession(context, facts, mint, (key) => ({ "ms-apikey": key })),
    budget: { name: `mintsoft ${digestOf(facts)}`, slots },
  };
}

async function askForKey(
  { address, username, password }: MintsoftConfig,
  context: ConnectorContext,
): Promise<string> {
  const url = belowAddress(address, "/api/Auth");
  const json = { Username: username, Password: password };
  const answer = await callVendor(context, { field: "address", failure: refusal }, { url, json });
  return readAnswer(answer.json, keyAnswer, url);
}

function refusal({ status }: VendorAnswer, { host }: URL): ConnectorError | null {
  if (status !== 400 && status !== 401 && status !== 403) return null;
  return new ConnectorError(
    "credentials",
    `${host} does not accept this user name and password (${status}).`,
  );
}
