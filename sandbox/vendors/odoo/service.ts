import {
  bearer,
  html,
  jsonBody,
  ok,
  sendsJson,
  type Answer,
  type VendorRequest,
} from "../shared/exchange.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { OdooError } from "./domain.ts";
import { createOrm, positions, type Arguments } from "./orm.ts";

export const database = "kiln";
const users = ["good", "missing_rights", "wide_rights"];

/** One Odoo 19 server with one database, by /json/2 and by the older /jsonrpc. It has no limits of its own. */
export function odoo(stage: Stage): VendorService {
  const call = createOrm(stage);

  const json2 = (request: VendorRequest, model: string, method: string): Answer => {
    if (request.method !== "POST")
      return raised(new OdooError(404, "werkzeug.exceptions.NotFound", "Did you mean POST?"));
    const named = request.headers["x-odoo-database"];
    if (named !== undefined && named !== database) return html(404, "Not Found");
    if (!sendsJson(request))
      return raised(new OdooError(400, "werkzeug.exceptions.BadRequest", "Send application/json"));
    const account = /^key-(\w+)$/.exec(bearer(request) ?? "")?.[1];
    if (request.headers.authorization === undefined)
      return raised(
        new OdooError(
          401,
          "werkzeug.exceptions.Unauthorized",
          "User not authenticated, use an API Key with a Bearer Authorization header.",
        ),
      );
    if (account === undefined || !users.includes(account))
      return raised(new OdooError(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey"));
    const body = jsonBody(request);
    if (body === null)
      return raised(new OdooError(400, "werkzeug.exceptions.BadRequest", "could not parse the body as json"));
    try {
      return ok(call(model, method, body, account));
    } catch (error) {
      return raised(error);
    }
  };

  const jsonrpc = (request: VendorRequest): Answer => {
    const body = jsonBody(request);
    const id = body?.["id"] ?? null;
    const { service, method, args } = (body?.["params"] ?? {}) as {
      service?: string;
      method?: string;
      args?: readonly unknown[];
    };
    try {
      const result = rpc(String(service), String(method), args ?? []);
      return ok({ jsonrpc: "2.0", id, result });
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      const data = {
        name: error.kind,
        message: error.message,
        arguments: [error.message],
        context: {},
        debug: trace(error),
      };
      // Every error has status 200 here.
      return ok({ jsonrpc: "2.0", id, error: { code: 0, message: "Odoo Server Error", data } });
    }
  };

  const rpc = (service: string, method: string, args: readonly unknown[]): unknown => {
    if (service === "common" && method === "version")
      return {
        server_version: "19.0",
        server_version_info: [19, 0, 0, "final", 0, ""],
        server_serie: "19.0",
        protocol_version: 1,
      };
    if (args[0] !== database)
      throw new OdooError(
        200,
        "psycopg2.OperationalError",
        `connection to server at "db" (10.0.0.5), port 5432 failed: FATAL: database "${String(args[0])}" does not exist`,
      );
    if (service === "common") {
      const [, login, key] = args as readonly string[];
      const account = login?.replace("@example.com", "") ?? "";
      return users.includes(account) && key === `key-${account}` ? users.indexOf(account) + 2 : false;
    }
    if (service !== "object" || !/^execute(_kw)?$/.test(method))
      throw new OdooError(200, "builtins.KeyError", `'${service}'`);
    const [, uid, key, model, name] = args as readonly [string, number, string, string, string];
    const list = (args[5] ?? []) as readonly unknown[];
    const keywords = (args[6] ?? {}) as Arguments;
    const account = users[uid - 2];
    if (account === undefined || key !== `key-${account}`)
      throw new OdooError(200, "odoo.exceptions.AccessDenied", "Access Denied");
    const order = positions[name] ?? [];
    const named = {
      ...Object.fromEntries(list.map((value, index) => [order[index] ?? `argument ${index}`, value])),
      ...keywords,
    };
    return call(model, name, named, account);
  };

  return {
    kind: ({ path, body }) =>
      path === "/json/2/stock.quant/search_read" ||
      (path === "/jsonrpc" && body.includes('"stock.quant"') && body.includes("search_read"))
        ? "stock"
        : path === "/jsonrpc" && /"(login|authenticate)"/.test(body)
          ? "sign_in"
          : "other",
    answer(request) {
      const [, model, method] = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(request.path) ?? [];
      if (model !== undefined && method !== undefined) return json2(request, model, method);
      if (request.path === "/jsonrpc" && request.method === "POST") return jsonrpc(request);
      if (request.path === "/web/version")
        return ok({ version_info: [19, 0, 0, "final", 0, ""], version: "19.0" });
      return html(404, "Not Found");
    },
    slowDown: (seconds) => ({
      ...html(429, "Too Many Requests"),
      headers: { "content-type": "text/html", "retry-after": String(seconds) },
    }),
    failure: ({ path }) =>
      path === "/jsonrpc" ? html(502, "Bad Gateway") : html(503, "Service Unavailable"),
    config: (account) => ({
      address: stage.origin,
      database: account === "wrong_account" ? "another" : database,
      api: { style: "json2", apiKey: `key-${account === "wrong_account" ? "good" : account}` },
      unsellable: stage.book.locations.map(({ code }) => `${code}/Quarantine`).join("\n"),
    }),
    expireTokens: () => undefined,
    leastMilliseconds: () => 0,
    extras: {
      /** The same account by the older protocol. */
      jsonRpcConfig: (account = "good") => ({
        address: stage.origin,
        database,
        api: { style: "jsonrpc", user: `${account}@example.com`, password: `key-${account}` },
        unsellable: stage.book.locations.map(({ code }) => `${code}/Quarantine`).join("\n"),
      }),
    },
  };
}

function raised(error: unknown): Answer {
  if (!(error instanceof OdooError)) throw error;
  const { status, kind, message } = error;
  return { status, body: { name: kind, message, arguments: [message], context: {}, debug: trace(error) } };
}

/** Odoo shows its insides in every error; whoever logs them tells too much. */
function trace({ kind, message }: OdooError): string {
  return `Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/odoo/http.py", line 1, in _serve_db\n${kind}: ${message}\n`;
}
