import type { ConnectorContext } from "../contract.ts";
import type { RestJsonConfig } from "./config.ts";
import { accessToken } from "./token.ts";

export function basicCredentials(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}

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
      return { authorization: basicCredentials(auth.user, auth.password) };
    case "bearer":
      return { authorization: `Bearer ${auth.token}` };
    case "oauth2":
      return { authorization: `Bearer ${await accessToken(config.address, auth, context)}` };
  }
}
