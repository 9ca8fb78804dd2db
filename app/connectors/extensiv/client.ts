import type { ConnectorContext } from "../contract.ts";
import { digestOf } from "../shared/tokens/digest.ts";
import { callVendor, type VendorManners } from "../shared/vendor/call.ts";
import { requestToken } from "../shared/vendor/oauth2.ts";
import { basicAuthorization, mintedSession } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import { lowerNames } from "../shared/casing.ts";
import type { ExtensivConfig } from "./config.ts";
import { listAnswer } from "./schema.ts";

/** The vendor publishes none; this is what a public client keeps to. */
const window = { requests: 400, milliseconds: 60_000 };
/** Tokens live for half an hour at the least, whatever the answer says. */
const tokenLifetime = 30 * 60_000;

export type Query = Readonly<Record<string, string | number | undefined>>;

/** A page of a list, its names in lower case. */
export async function readList(
  config: ExtensivConfig,
  context: ConnectorContext,
  path: string,
  query: Query,
): Promise<{ readonly rows: readonly unknown[]; readonly total: number | null }> {
  const url = belowAddress(config.address, path, query);
  const { json } = await callVendor(context, manners(config, context), { url });
  return readAnswer(lowerNames(json), listAnswer, url);
}

function manners(config: ExtensivConfig, context: ConnectorContext): VendorManners {
  const { address, clientId, clientSecret, userLoginId, tpl } = config;
  const facts = ["extensiv", address, clientId, clientSecret, userLoginId, tpl ?? ""];
  const mint = async (signal: AbortSignal) => {
    const began = context.now();
    const { text, goodUntil } = await requestToken(context, signal, {
      url: belowAddress(address, "/AuthServer/api/Token"),
      form: {
        grant_type: "client_credentials",
        user_login_id: userLoginId,
        ...(tpl === undefined ? {} : { tpl }),
      },
      sendAs: "json",
      headers: { authorization: basicAuthorization(clientId, clientSecret) },
      field: "address",
      credentials: "this client id, secret and user login id",
    });
    return { text, goodUntil: Math.min(goodUntil ?? Infinity, began + tokenLifetime) };
  };
  return {
    field: "address",
    session: mintedSession(context, facts, mint),
    // Plain JSON comes in another casing, and without links.
    headers: { accept: "application/hal+json" },
    budget: { name: `extensiv ${digestOf(facts)}`, window },
  };
}
