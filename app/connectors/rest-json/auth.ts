import type { ConnectorContext } from "../contract.ts";
import type { RestJsonConfig } from "./config.ts";
import { basicAuthorization } from "../shared/vendor/session.ts";
import { accessToken } from "./token.ts";

/** The headers that sign a request in. May have to ask for a token first. */
export async function authHeaders(
  config: RestJsonConfig,
  context: ConnectorContext,
): Promise<Record<string, string>> {
  const { auth } = config;
  switch (auth.method) {
    case "none":
      return {};
    case "header":
      return { [auth.header]: auth.value };
    case "basic":
      return { authorization: basicAuthorization(auth.user, auth.password) };
    case "bearer":
      return { authorization: `Bearer ${auth.token}` };
    case "oauth2":
      return { authorization: `Bearer ${await accessToken(config.address, auth, context)}` };
  }
}
