import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { callVendor } from "../shared/vendor/call.ts";
import { fixedSession } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import type { OdooConfig } from "./config.ts";
import { accessDenied, json2Failure, rpcFailure } from "./failures.ts";

/** What a method is called with, by name. */
export type Named = Readonly<Record<string, unknown>>;

/** Calls a method of a model. */
export function callModel(
  model: string,
  method: string,
  named: Named,
  config: OdooConfig,
  context: ConnectorContext,
): Promise<Json> {
  return config.api.style === "json2"
    ? callJson2(model, method, named, config.api.apiKey, config, context)
    : callRpc(model, method, named, config.api, config, context);
}

async function callJson2(
  model: string,
  method: string,
  named: Named,
  apiKey: string,
  config: OdooConfig,
  context: ConnectorContext,
): Promise<Json> {
  const manners = {
    field: "address",
    session: fixedSession({ authorization: `bearer ${apiKey}` }),
    headers: { "x-odoo-database": config.database },
    failure: json2Failure,
  };
  const url = belowAddress(config.address, `/json/2/${model}/${method}`);
  return (await callVendor(context, manners, { url, method: "POST", json: named })).json;
}

type Login = Extract<OdooConfig["api"], { style: "jsonrpc" }>;

async function callRpc(
  model: string,
  method: string,
  named: Named,
  login: Login,
  config: OdooConfig,
  context: ConnectorContext,
): Promise<Json> {
  const { database } = config;
  const facts = [config.address, database, login.user, login.password];
  // A user's number stays what it is, and is asked for once: signing in with a password takes half a second.
  const user = await context.tokens.get(facts, async (signal) => {
    const args = [database, login.user, login.password];
    const number = await rpc("common", "login", args, config, { ...context, signal });
    if (typeof number !== "string" || !/^\d+$/.test(number)) throw accessDenied(config);
    return { text: number, goodUntil: context.now() + 86_400_000 };
  });
  return rpc(
    "object",
    "execute_kw",
    [database, Number(user), login.password, model, method, [], named],
    config,
    context,
  );
}

async function rpc(
  service: string,
  method: string,
  args: readonly unknown[],
  config: OdooConfig,
  context: ConnectorContext,
): Promise<Json> {
  const url = belowAddress(config.address, "/jsonrpc");
  const json = { jsonrpc: "2.0", method: "call", id: 1, params: { service, method, args } };
  const answer = await callVendor(
    context,
    { field: "address", failure: rpcFailure },
    { url, method: "POST", json },
  );
  const result = jsonAt(answer.json, "result");
  if (result === undefined)
    throw new ConnectorError("unreadable", `${url.host} answered with neither a result nor an error.`);
  return result;
}
