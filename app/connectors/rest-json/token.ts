import type { ConnectorContext } from "../contract.ts";
import { clientBasic, requestToken } from "../shared/vendor/oauth2.ts";
import type { RestJsonConfig } from "./config.ts";
import { urlBelow } from "./url.ts";

type OAuth2 = Extract<RestJsonConfig["auth"], { method: "oauth2" }>;

export async function accessToken(base: string, auth: OAuth2, context: ConnectorContext): Promise<string> {
  return context.tokens.get(factsOf(base, auth), (signal) =>
    requestToken(context, signal, {
      url: urlBelow(base, auth.tokenAddress),
      field: "auth.tokenAddress",
      credentials: "this client id and secret",
      ...sentAs(auth),
    }),
  );
}

/** Drops a token that was refused, unless somebody has already renewed it. */
export async function forgetToken(
  base: string,
  auth: OAuth2,
  context: ConnectorContext,
  refused: string,
): Promise<void> {
  await context.tokens.refuse(factsOf(base, auth), refused);
}

function sentAs({ clientId, clientSecret, scope, sendAs }: OAuth2) {
  const form = { grant_type: "client_credentials", ...(scope ? { scope } : {}) };
  return sendAs === "body"
    ? { form: { ...form, client_id: clientId, client_secret: clientSecret } }
    : { form, headers: { authorization: clientBasic(clientId, clientSecret) } };
}

function factsOf(base: string, { tokenAddress, clientId, clientSecret, scope = "" }: OAuth2): string[] {
  return [base, tokenAddress, clientId, clientSecret, scope];
}
