import { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { name } from "../shared/fields.ts";
import { isList, jsonAt, type Json } from "../shared/json.ts";
import { callVendor, type VendorAnswer, type VendorManners } from "../shared/vendor/call.ts";
import { mintedSession } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { TrytonConfig } from "./config.ts";

/** Calls a method of a model; the context of the call is always the last parameter. */
export async function callModel(
  method: string,
  params: readonly unknown[],
  config: TrytonConfig,
  context: ConnectorContext,
): Promise<Json> {
  const facts = [config.address, config.database, config.user, config.password];
  const session = mintedSession(
    context,
    facts,
    (signal) => login(config, { ...context, signal }),
    (key) => ({ authorization: `Session ${Buffer.from(key).toString("base64")}` }),
  );
  return call(`model.${method}`, params, { field: "address", session, failure }, config, context);
}

const loggedIn = z.tuple([name, name]);

async function login(config: TrytonConfig, context: ConnectorContext) {
  const { user, password } = config;
  const manners: VendorManners = { field: "address", failure };
  const result = await call("common.db.login", [user, { password }], manners, config, context);
  const [number, key] = readAnswer(result, loggedIn, urlOf(config));
  // Thirty days by default; a session that ended earlier answers 401 and is replaced.
  return { text: `${user}:${number}:${key}`, goodUntil: context.now() + 86_400_000 };
}

async function call(
  method: string,
  params: readonly unknown[],
  manners: VendorManners,
  config: TrytonConfig,
  context: ConnectorContext,
): Promise<Json> {
  const url = urlOf(config);
  const { json } = await callVendor(context, manners, {
    url,
    method: "POST",
    json: { id: 1, method, params },
  });
  const result = jsonAt(json, "result");
  if (result === undefined)
    throw new ConnectorError("unreadable", `${url.host} answered with neither a result nor an error.`);
  return result;
}

function urlOf({ address, database }: TrytonConfig): URL {
  return belowAddress(address, `/${encodeURIComponent(database)}/`);
}

/** Statuses for what concerns the session; everything else is an error under status 200. */
function failure({ status, json }: VendorAnswer, url: URL): ConnectorError | null {
  const error = status === 200 ? jsonAt(json ?? null, "error") : undefined;
  const [kind] = isList(error) ? error : [];
  // Over SQLite an unknown database is no 404 but a programming error.
  if (status === 404 || (typeof kind === "string" && /^database .* doesn't exist/i.test(kind)))
    return new ConnectorError("not_found", `${url.host} has no such database.`, { field: "database" });
  if (!isList(error)) return null;
  if (kind === "LoginException")
    return new ConnectorError("credentials", `${url.host} does not accept this login and password.`);
  if (kind === "UserError" && /not allowed|access/i.test(JSON.stringify(error[1]))) {
    return new ConnectorError(
      "rights",
      `The user may not read this at ${url.host}; the README lists what it needs.`,
    );
  }
  return new ConnectorError("unavailable", `${url.host} could not do what it was asked for.`);
}
