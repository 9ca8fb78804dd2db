import type { GraphQLError } from "graphql";
import { graphqlSync, parse, type DocumentNode } from "graphql";
import { bearer, jsonBody, ok, sendsJson, type Answer, type VendorRequest } from "../shared/exchange.ts";
import { bucket, leastThroughWindow, slidingWindow } from "../shared/limits.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";
import { costOf } from "./cost.ts";
import { createQueries, type Snapshot } from "./queries.ts";
import { snapshotFile } from "./rows.ts";
import { schema } from "./schema.ts";

const capacity = 4_004;
const perSecond = 60;
const fiveMinutes = 300_000;
const life = 2_419_200;

/** ShipHero's public API. Errors about credits come with status 200. */
export function shiphero(stage: Stage): VendorService {
  const tokens = createTokens("shiphero", stage.now);
  const scale = stage.scale ?? 1;
  const credits =
    stage.scale === null ? null : bucket(capacity * scale, perSecond * scale * stage.pace, stage.now);
  const calls =
    stage.scale === null ? null : slidingWindow(7_000 * scale, fiveMinutes / stage.pace, stage.now);
  const snapshots = new Map<string, Snapshot>();
  const queries = createQueries(stage, snapshots, 2_000);
  let used = 0;
  let requestCount = 0;

  const refresh = (request: VendorRequest): Answer => {
    const token = jsonBody(request)?.["refresh_token"];
    const holder = /^refresh-(good|missing_rights|wide_rights)$/.exec(
      typeof token === "string" ? token : "",
    )?.[1];
    if (!sendsJson(request) || holder === undefined)
      return {
        status: 401,
        body: { error: "invalid_grant", error_description: "Unknown or invalid refresh token." },
      };
    return ok({
      access_token: tokens.issue(holder, life * 1000),
      expires_in: life,
      scope: `openid profile offline_access view:inventory${holder === "wide_rights" ? " change:inventory" : ""}`,
      token_type: "Bearer",
    });
  };

  const graphql = (request: VendorRequest): Answer => {
    const state = tokens.look(bearer(request));
    if (request.headers.authorization === undefined)
      return unauthorized("authorization_header_missing", "Authorization header is expected");
    if (state.kind === "expired") return unauthorized("token_expired", "token is expired");
    if (state.kind === "unknown")
      return unauthorized("invalid_header", "Unable to parse authentication token.");
    if (state.holder === "missing_rights")
      return {
        status: 403,
        body: { code: "insufficient_scope", description: "The token has no scope for inventory." },
      };
    if (request.method !== "POST" || !sendsJson(request))
      return { status: 400, body: { errors: [{ message: "POST a JSON body to the API." }] } };
    const wait = calls?.take() ?? null;
    if (wait !== null)
      return {
        status: 429,
        body: { errors: [{ message: "Too many requests", code: 429 }] },
        throttled: true,
      };
    const body = jsonBody(request);
    if (typeof body?.["query"] !== "string")
      return { status: 400, body: { errors: [{ message: "Must provide query string." }] } };
    return run(body["query"], (body["variables"] ?? {}) as Readonly<Record<string, unknown>>);
  };

  const run = (source: string, variables: Readonly<Record<string, unknown>>): Answer => {
    requestCount += 1;
    const requestId = requestCount.toString(16).padStart(24, "0");
    let document: DocumentNode;
    try {
      document = parse(source);
    } catch (error) {
      return {
        status: 400,
        body: { errors: [{ message: error instanceof Error ? error.message : "Syntax error" }] },
      };
    }
    const complexity = /analyze:\s*true/.test(source) ? 1 : costOf(document, variables);
    if (complexity > capacity)
      return failed(
        { message: `The operation requires ${complexity} credits, more than ${capacity}.`, code: 30 },
        requestId,
      );
    const wait = credits?.take(complexity) ?? null;
    if (wait !== null)
      return tooPoor(complexity, Math.floor(credits?.left ?? 0), Math.ceil(wait / 1000), requestId);
    used += complexity;
    const result = graphqlSync({
      schema,
      source,
      rootValue: queries(requestId, costOf(document, variables)),
      variableValues: variables,
    });
    const throttling = {
      cost: complexity,
      user_quota: {
        credits_remaining: Math.floor(credits?.left ?? capacity),
        max_available: Math.floor(capacity * scale),
        increment_rate: Math.floor(perSecond * scale * stage.pace),
      },
    };
    const errors = result.errors?.map((error) => shaped(error, requestId));
    // A document that does not fit the schema is a bad request; what goes wrong while it runs is not.
    const status = errors !== undefined && result.data === undefined ? 400 : 200;
    return {
      status,
      body: { ...(errors ? { errors } : {}), data: result.data ?? null, extensions: { throttling } },
    };
  };

  const file = ({ path }: VendorRequest): Answer => {
    const found = snapshots.get(/^\/snapshots\/(\w+)\.json$/.exec(path)?.[1] ?? "");
    if (found === undefined || stage.now() > found.createdAt + 86_400_000)
      return {
        status: 403,
        headers: { "content-type": "application/xml" },
        body: "<Error><Code>AccessDenied</Code></Error>",
      };
    const rows = stage.rows(found.rows, (row) => ({ ...row, numbers: { ...row.numbers, on_hand: "many" } }));
    return ok(snapshotFile(rows, found.id));
  };

  return {
    kind({ path, body }) {
      if (path.startsWith("/auth/")) return "sign_in";
      return path.startsWith("/snapshots/") || body.includes("warehouse_products") ? "stock" : "other";
    },
    answer(request) {
      if (request.path === "/auth/refresh" && request.method === "POST") return refresh(request);
      if (request.path === "/graphql") return graphql(request);
      if (request.path.startsWith("/snapshots/")) return file(request);
      return { status: 404, body: { message: "Not found" } };
    },
    // Files lie with a storage service, which knows nothing of credits.
    slowDown: (seconds, { path }) =>
      path.startsWith("/snapshots/")
        ? {
            status: 503,
            headers: { "retry-after": String(seconds) },
            body: "<Error><Code>SlowDown</Code></Error>",
          }
        : tooPoor(1_301, 263, seconds, "throttled"),
    failure: () => ({
      status: 502,
      headers: { "content-type": "text/html" },
      body: "<html><body>502 Bad Gateway</body></html>",
    }),
    config: (account) => ({
      refreshToken: `refresh-${account}`,
      sweep: "pages",
      address: stage.origin,
    }),
    expireTokens: tokens.endAll,
    leastMilliseconds(rows) {
      const pages = Math.max(1, Math.ceil(rows / Math.min(100, stage.pageSize ?? 100)));
      const cost = pages * 101;
      const byCredits = Math.max(0, cost - capacity * scale) / (perSecond * scale * stage.pace);
      return Math.max(byCredits * 1000, leastThroughWindow(pages, 7_000 * scale, fiveMinutes / stage.pace));
    },
    extras: {
      /** The same account, swept by snapshot files. */
      snapshotConfig: () => ({ refreshToken: "refresh-good", sweep: "snapshot", address: stage.origin }),
      creditsUsed: () => used,
    },
  };
}

function tooPoor(required: number, remaining: number, seconds: number, request_id: string): Answer {
  return {
    status: 200,
    throttled: true,
    body: {
      errors: [
        {
          code: 30,
          message:
            `There are not enough credits to perform the requested operation, which requires ${required} credits, but there are ` +
            `only ${remaining} left. In ${seconds} seconds you will have enough credits to perform the operation`,
          operation: "warehouse_products",
          request_id,
          required_credits: required,
          remaining_credits: remaining,
          time_remaining: `${seconds} seconds`,
        },
      ],
    },
  };
}

function unauthorized(code: string, description: string): Answer {
  return { status: 401, body: { code, description } };
}

function failed(error: object, request_id: string): Answer {
  return {
    status: 200,
    body: { errors: [{ operation: null, field: null, request_id, ...error }], data: null },
  };
}

function shaped(error: GraphQLError, request_id: string): object {
  return {
    message: error.message,
    operation: error.path?.[0] ?? null,
    field: error.path?.at(-1) ?? null,
    request_id,
    code: 3,
  };
}
