import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { FILES_PATH, type BulkFiles } from "./bulk/files.ts";
import { answerGraphql } from "./graphql/answer.ts";
import { answerTokenRequest } from "./oauth/endpoint.ts";
import type { SimulatedShop } from "./simulated-shop.ts";

export interface ServerParts {
  readonly shops: ReadonlyMap<string, SimulatedShop>;
  readonly files: BulkFiles;
  readonly apiVersion: string;
}

/** The shop for which a redirected request was meant; its own host name is lost on the way. */
const SHOP_HEADER = "x-sim-shop";
const MAX_BODY = 5_000_000;

/** The HTTP face: the token endpoint, the Admin API and the results of bulk operations. */
export function createStandInServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    void route(request, response, parts).catch((error: unknown) => {
      if (!response.headersSent)
        reply(response, 500, { errors: error instanceof Error ? error.message : String(error) });
      else response.destroy();
    });
  });
}

async function route(request: IncomingMessage, response: ServerResponse, parts: ServerParts): Promise<void> {
  const path = new URL(request.url ?? "/", "http://stand-in").pathname;
  if (path.startsWith(FILES_PATH)) {
    parts.files.serve(path, request.headers.range, response);
    return;
  }
  const shop = parts.shops.get(shopOf(request));
  if (shop === undefined) {
    reply(response, 404, { errors: "Not Found" });
    return;
  }
  if (request.method !== "POST") {
    reply(response, 405, { errors: "Method Not Allowed" });
    return;
  }
  const body = parseBody(await readBody(request), request.headers["content-type"] ?? "");
  if (path === "/admin/oauth/access_token") {
    replyToken(response, body, shop);
    return;
  }
  if (path === `/admin/api/${parts.apiVersion}/graphql.json`)
    return replyGraphql(request, response, body, shop);
  reply(response, 404, { errors: "Not Found" });
}

function shopOf(request: IncomingMessage): string {
  const header = request.headers[SHOP_HEADER];
  const name = typeof header === "string" ? header : (request.headers.host ?? "");
  return name.toLowerCase().replace(/:\d+$/, "");
}

function replyToken(
  response: ServerResponse,
  body: Readonly<Record<string, unknown>> | null,
  shop: SimulatedShop,
): void {
  const { domain, seed, app, options, installation, clock } = shop;
  const parts = { shop: domain, staff: seed.staff, app, options, installation, clock };
  const { status, body: answer } = answerTokenRequest(body ?? {}, parts);
  reply(response, status, answer);
}

async function replyGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  body: Readonly<Record<string, unknown>> | null,
  shop: SimulatedShop,
): Promise<void> {
  const failure = shop.takeFailure();
  if (failure === "cut") {
    response.destroy();
    return;
  }
  if (failure !== null) {
    reply(response, failure, { errors: "Service Unavailable" }, { "retry-after": "2.0" });
    return;
  }
  const token = request.headers["x-shopify-access-token"];
  if (typeof token !== "string" || !shop.installation.tokens.accepts(token)) {
    reply(response, 401, {
      errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
    });
    return;
  }
  if (typeof body?.["query"] !== "string") {
    reply(response, 400, { errors: { query: "Required parameter missing or invalid" } });
    return;
  }
  const variables = isRecord(body["variables"]) ? body["variables"] : {};
  const operationName = typeof body["operationName"] === "string" ? body["operationName"] : null;
  const call = { shop, scopes: shop.installation.scopes };
  reply(response, 200, await answerGraphql({ query: body["query"], variables, operationName }, call));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error("The body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseBody(text: string, contentType: string): Readonly<Record<string, unknown>> | null {
  if (contentType.includes("x-www-form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function reply(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers })
    .end(JSON.stringify(body));
}
