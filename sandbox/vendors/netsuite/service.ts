import {
  bearer,
  jsonBody,
  ok,
  sendsJson,
  strangeParameter,
  wholeIn,
  type Answer,
  type VendorRequest,
} from "../shared/exchange.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";
import { accountId, createAccounts, restlet, zone } from "./accounts.ts";
import { assertedBy } from "./certificate-grant.ts";
import { SuiteQlError } from "./dialect.ts";
import { restError, restletError } from "./errors.ts";
import { createSuiteQl } from "./suiteql.ts";
import { signer } from "./token-signature.ts";

const tokenPath = "/services/rest/auth/oauth2/v1/token";
const queryPath = "/services/rest/query/v1/suiteql";
const governancePath = "/services/rest/system/v1/governanceLimits";
const restletPath = "/app/site/hosting/restlet.nl";
const hour = 3_600_000;
const mostRows = 1_000;
const mostInQuery = 100_000;
const stockTables = /\b(aggregateItemLocation|inventoryItemLocations|inventoryBalance)\b/i;

interface Caller {
  readonly account: string;
  readonly scope: readonly string[];
}

/** SuiteTalk REST of one account. Sources: see the fact sheet's section on NetSuite. */
export function netsuite(stage: Stage): VendorService {
  const { mappings, pairs, privateKey, otherKey } = createAccounts();
  const tokens = createTokens("netsuite", stage.now);
  const nonces = new Set<string>();
  const pushed: string[] = [];
  const suiteql = createSuiteQl(stage.book, zone);
  const slots = stage.scale === null ? Infinity : Math.max(1, Math.floor(5 * stage.scale));

  const caller = (request: VendorRequest): Caller | null => {
    if (/^OAuth /i.test(request.headers.authorization ?? "")) {
      const pair = signer(request, stage.origin, accountId, pairs, nonces, stage.now());
      return pair && { account: pair.account, scope: ["restlets", "rest_webservices", "suite_analytics"] };
    }
    const state = tokens.look(bearer(request));
    return state.kind === "valid" ? (JSON.parse(state.holder) as Caller) : null;
  };

  const issue = (request: VendorRequest): Answer => {
    if (request.method !== "POST") return restError(405, "METHOD_NOT_ALLOWED", "Use POST.");
    const asked = assertedBy(request, mappings, stage.origin + tokenPath, stage.now());
    if ("status" in asked) return asked;
    const token = tokens.issue(JSON.stringify(asked), hour);
    return ok({ access_token: token, expires_in: "3600", token_type: "bearer" });
  };

  const query = (request: VendorRequest): Answer => {
    if (request.method !== "POST") return restError(405, "METHOD_NOT_ALLOWED", "Use POST.");
    if (!sendsJson(request))
      return restError(415, "INVALID_CONTENT", "Content-Type is to be application/json.");
    if (!/\btransient\b/.test(String(request.headers["prefer"] ?? "")))
      return restError(
        400,
        "INVALID_HEADER",
        "Missing or invalid header Prefer. The header is required and must have the value transient.",
      );
    const strange = strangeParameter(request.query, ["limit", "offset"]);
    if (strange !== null)
      return restError(400, "INVALID_PARAMETER", `Invalid query parameter name: ${strange}.`);
    const limit = wholeIn(request.query.get("limit"), mostRows, 1, mostRows);
    const offset = wholeIn(request.query.get("offset"), 0, 0, mostInQuery);
    if (limit === null || offset === null)
      return restError(
        400,
        "INVALID_PARAMETER",
        `Invalid query parameter limit or offset: a page has at most ${mostRows} rows.`,
      );
    const body = jsonBody(request);
    if (typeof body?.["q"] !== "string" || Object.keys(body).length !== 1)
      return restError(
        400,
        "INVALID_CONTENT",
        'Invalid content in the request body. The body is to be {"q": "..."}.',
      );
    if (offset + limit > mostInQuery)
      return restError(400, "INVALID_PARAMETER", `A query gives at most ${mostInQuery} rows.`);
    return answered(body["q"], offset, Math.min(limit, stage.pageSize ?? limit));
  };

  const answered = (q: string, offset: number, limit: number): Answer => {
    try {
      const { items, total } = suiteql.run(q, offset, limit);
      const spoil = <Row extends Readonly<Record<string, unknown>>>(row: Row): Row =>
        "quantityonhand" in row ? { ...row, quantityonhand: "a few" } : row;
      return ok(
        {
          links: [{ rel: "self", href: `${stage.origin}${queryPath}?limit=${limit}&offset=${offset}` }],
          count: items.length,
          hasMore: offset + items.length < Math.min(total, mostInQuery),
          items: stage.rows(items, spoil).map((item) => ({ links: [], ...item })),
          offset,
          totalResults: Math.min(total, mostInQuery),
        },
        { "content-type": "application/vnd.oracle.resource+json; type=collection; charset=UTF-8" },
      );
    } catch (error) {
      if (!(error instanceof SuiteQlError)) throw error;
      return restError(
        400,
        "INVALID_PARAMETER",
        `Invalid search query. Detailed unprocessed description follows. ${error.message}`,
      );
    }
  };

  const push = (request: VendorRequest): Answer => {
    if (request.method !== "POST" || !sendsJson(request))
      return restletError(400, "INVALID_REQUEST", "Send JSON by POST.");
    const { query: asked } = request;
    if (asked.get("script") !== restlet.script || asked.get("deploy") !== restlet.deployment)
      return restletError(404, "SSS_INVALID_SCRIPT_ID", "That RESTlet script ID is invalid.");
    const ids = jsonBody(request)?.["itemIds"];
    if (!Array.isArray(ids) || ids.some((id) => !/^\d+$/.test(String(id))))
      return restletError(400, "SSS_MISSING_REQD_ARGUMENT", "itemIds is to be a list of internal ids.");
    pushed.push(...ids.map(String));
    return ok({ accepted: ids });
  };

  const busy = (path: string): Answer =>
    path === restletPath
      ? { ...restletError(400, "SSS_REQUEST_LIMIT_EXCEEDED", "Request limit exceeded."), throttled: true }
      : {
          ...restError(
            429,
            "CONCURRENCY_LIMIT_EXCEEDED",
            "Concurrent request limit exceeded. Request blocked.",
          ),
          throttled: true,
        };

  return {
    kind({ path, body }) {
      if (path === tokenPath) return "sign_in";
      return path === queryPath && stockTables.test(body) ? "stock" : "other";
    },
    answer(request) {
      const { path } = request;
      if (path === tokenPath) return issue(request);
      if (![queryPath, governancePath, restletPath].includes(path))
        return restError(404, "NONEXISTENT_ID", "The requested resource does not exist.");
      if (request.atOnce > slots) return busy(path);
      const who = caller(request);
      if (who === null)
        return restError(
          401,
          "INVALID_LOGIN",
          "Invalid login attempt. For more details, see the Login Audit Trail.",
        );
      const needed = path === restletPath ? "restlets" : "rest_webservices";
      if (!who.scope.includes(needed) || who.account === "missing_rights")
        return restError(
          403,
          "INSUFFICIENT_PERMISSION",
          "Permission Violation: You need a higher level of the 'Items' permission to access this page.",
        );
      if (path === queryPath) return query(request);
      if (path === restletPath) return push(request);
      if (who.account === "wide_rights")
        return ok({ accountConcurrencyLimit: 5, accountUnallocatedConcurrencyLimit: 5 });
      return restError(
        403,
        "INSUFFICIENT_PERMISSION",
        "Only an administrator may read the governance limits.",
      );
    },
    slowDown: (_, { path }) => busy(path),
    failure: () => restError(500, "UNEXPECTED_ERROR", "An unexpected error occurred. Error ID: 0"),
    config(account) {
      const name = account === "wrong_credentials" ? "good" : account;
      return {
        account: accountId,
        auth: {
          method: "certificate",
          clientId: `client-${name}`,
          certificateId: `certificate-${name}`,
          privateKey: account === "wrong_credentials" ? otherKey : privateKey,
        },
        address: stage.origin,
        restletAddress: stage.origin,
        timeZone: zone,
        resync: restlet,
      };
    },
    expireTokens: tokens.endAll,
    leastMilliseconds: () => 0,
    extras: {
      /** The same account, signed in by token-based authentication. */
      tokenConfig: (account = "good") => ({
        account: accountId,
        auth: { method: "token", ...pairs.find((pair) => pair.account === account) },
        address: stage.origin,
        restletAddress: stage.origin,
        timeZone: zone,
        resync: restlet,
      }),
      /** Internal ids that the RESTlet was asked to push. */
      pushed: () => [...pushed],
      mappings: () => mappings,
    },
  };
}
