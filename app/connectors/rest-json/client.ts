import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { ask, expectSuccess, refuseHtml } from "../shared/answer.ts";
import { parseExactJson, type Json } from "../shared/json.ts";
import { authHeaders } from "./auth.ts";
import type { RestJsonConfig } from "./config.ts";
import { forgetToken } from "./token.ts";

export interface Answer {
  readonly json: Json;
  readonly headers: Headers;
}

/** Asks one address of the API, signed in. A token that ended on the way is renewed once. */
export async function get(url: URL, config: RestJsonConfig, context: ConnectorContext): Promise<Answer> {
  const signed = await authHeaders(config, context);
  let response = await ask(context, requestFor(url, config, signed));
  if (response.status === 401 && config.auth.method === "oauth2") {
    await forgetToken(
      config.address,
      config.auth,
      context,
      (signed.authorization ?? "").replace("Bearer ", ""),
    );
    response = await ask(context, requestFor(url, config, await authHeaders(config, context)));
  }
  expectSuccess(response, url);
  refuseHtml(response.text, response.headers, url, "JSON");
  return { json: parse(response.text, url), headers: response.headers };
}

function requestFor(url: URL, config: RestJsonConfig, signed: Record<string, string>) {
  return {
    url: url.href,
    headers: { accept: "application/json", ...config.headers, ...signed },
    field: "address",
  };
}

function parse(text: string, url: URL): Json {
  try {
    return parseExactJson(text);
  } catch {
    const state = text.trim() === "" ? "nothing" : "something that is not JSON, or is cut off";
    throw new ConnectorError("unreadable", `${url.host}${url.pathname} answered with ${state}.`);
  }
}
