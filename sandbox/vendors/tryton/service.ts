import { basicCredentials } from "../../service/secrets.ts";
import type { AccountKind } from "../contract.ts";
import { html, jsonBody, ok, sendsJson, type Answer, type VendorRequest } from "../shared/exchange.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";
import { TrytonError } from "./errors.ts";
import { createRpc } from "./rpc.ts";

const database = "kiln";
const accounts = ["good", "missing_rights", "wide_rights"];
const month = 30 * 86_400_000;
const mostFailures = 5;

/** trytond 6.0 as it behaved in front of us (fact sheet): JSON-RPC by POST, sessions, most errors with status 200. */
export function tryton(stage: Stage): VendorService {
  const sessions = createTokens("tryton", stage.now);
  const call = createRpc(stage);
  let failures = 0;

  const login = (params: readonly unknown[]): unknown => {
    const [name, secrets] = params as [unknown, { readonly password?: unknown } | undefined];
    if (secrets?.password === undefined)
      throw new TrytonError("LoginException", ["password", `Password for ${String(name)}`, "password"]);
    if (!passwordFits(String(name), secrets.password)) {
      failures += 1;
      return null;
    }
    failures = 0;
    return [accounts.indexOf(String(name)) + 2, sessions.issue(String(name), month)];
  };

  const accountOf = (request: VendorRequest): string | null => {
    const { authorization } = request.headers;
    const basic = basicCredentials(authorization);
    if (basic !== null) return passwordFits(basic.user, basic.password) ? basic.user : null;
    const encoded = /^Session (\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
    const [user, uid, key = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":");
    const state = sessions.look(key);
    if (state.kind !== "valid" || state.holder !== user || uid !== String(accounts.indexOf(user) + 2))
      return null;
    sessions.prolong(key, month);
    return user;
  };

  const answer = (request: VendorRequest): Answer => {
    const name = /^\/([^/]*)\/?$/.exec(request.path)?.[1];
    if (name === undefined) return html(404, "Not Found");
    if (request.method !== "POST") return html(405, "Method Not Allowed");
    if (!sendsJson(request)) return html(400, "Bad Request");
    const body = jsonBody(request);
    const {
      id = null,
      method,
      params,
    } = (body ?? {}) as { id?: unknown; method?: unknown; params?: unknown };
    if (typeof method !== "string" || !Array.isArray(params)) return html(400, "Bad Request");
    if (method === "common.server.version") return ok({ id, result: "6.0.29" });
    if (name !== database) return html(404, "Not Found");
    if (!request.path.endsWith("/")) return html(404, "Not Found");
    try {
      if (method === "common.db.login") {
        if (failures > mostFailures) return html(429, "Too Many Requests");
        const result = login(params);
        return result === null ? html(401, "Unauthorized") : ok({ id, result });
      }
      const account = accountOf(request);
      if (account === null) return html(401, "Unauthorized");
      if (method === "common.db.logout") {
        sessions.endAll();
        return ok({ id, result: null });
      }
      if (method === "model.res.user.get_preferences")
        return ok({ id, result: { company: 1, language: "en" } });
      const result = call(method, params, account);
      return result === null ? html(403, "Forbidden") : ok({ id, result });
    } catch (error) {
      if (error instanceof TrytonError) return ok({ id, error: [error.message, error.detail] });
      throw error;
    }
  };

  return {
    kind: ({ body }) =>
      body.includes('"common.db.login"')
        ? "sign_in"
        : body.includes("product.product") && body.includes("quantity")
          ? "stock"
          : "other",
    answer,
    slowDown: (seconds) => ({
      ...html(429, "Too Many Requests"),
      headers: { "content-type": "text/html", "retry-after": String(seconds) },
    }),
    failure: () => html(500, "Internal Server Error"),
    config: (account) => ({
      address: stage.origin,
      database: account === "wrong_account" ? "another" : database,
      user: named(account),
      password: account === "wrong_credentials" ? "wrong" : `password-${named(account)}`,
      company: 1,
    }),
    expireTokens: sessions.endAll,
    leastMilliseconds: () => 0,
  };
}

function passwordFits(user: string, password: unknown): boolean {
  return accounts.includes(user) && password === `password-${user}`;
}

function named(account: AccountKind): string {
  return accounts.includes(account) ? account : "good";
}
