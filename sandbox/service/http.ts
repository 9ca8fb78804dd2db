import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sendFaulty, type Transport } from "./transport.ts";

export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, with the content type in `headers`; anything else as JSON. */
  readonly body: unknown;
}

export type Handler = (request: Incoming) => Reply;

/** "GET /v1/warehouses" to what answers it. */
export type Routes = Readonly<Record<string, Handler>>;

export interface Service {
  /** Serves on 127.0.0.1; port 0 takes a free one. Returns the address, `http://127.0.0.1:4010`. */
  listen(port: number): Promise<string>;
  /** Ends open requests too, hanging ones included. */
  close(): Promise<void>;
}

const maxBody = 1_000_000;

/** Serves routes; `guard` answers first, with a refusal or null. `transport` is read for every answer. */
export function createService(
  routes: Routes,
  guard: (request: Incoming) => Reply | null,
  transport: Transport,
): Service {
  const server = createServer((message, response) => {
    answer(message, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(error instanceof Error ? error.message : "Failed");
    });
  });

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(message.url ?? "/", "http://service");
    const body = await readBody(message);
    if (body === null) {
      send(response, problem(413, "The request is larger than 1 MB"));
      return;
    }
    const method = message.method ?? "GET";
    const request = { method, path: url.pathname, query: url.searchParams, headers: message.headers, body };
    const route = routes[`${method} ${url.pathname}`];
    const reply =
      guard(request) ?? (route ? handle(route, request) : problem(404, `There is no ${url.pathname}`));
    const sent = await sendFaulty(transport, response, encode(reply));
    if (!sent) send(response, reply);
  };

  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => {
          server.off("error", reject);
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function problem(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: { error: { status, message } } };
}

/** A request that the service cannot make sense of. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
}

/** The JSON object in a body. Throws BadRequest. */
export function jsonObject(body: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new BadRequest("The body is not JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new BadRequest("The body is not an object");
  return parsed as Readonly<Record<string, unknown>>;
}

/** A whole number in the query, or the fallback where there is none. Throws BadRequest outside the bounds. */
export function wholeNumber(
  query: URLSearchParams,
  name: string,
  fallback: number,
  low: number,
  high: number,
): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new BadRequest(`${name} is to be a whole number from ${low} to ${high}`);
  return value;
}

function handle(route: Handler, request: Incoming): Reply {
  try {
    return route(request);
  } catch (error) {
    if (error instanceof BadRequest) return problem(400, error.message);
    throw error;
  }
}

function encode({ body }: Reply): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { "content-type": "application/json; charset=utf-8", ...reply.headers });
  response.end(encode(reply));
}

async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
