import { afterEach } from "vitest";
import { loadConfig } from "../../app/connectors/config.ts";
import type { Connector, LevelPage } from "../../app/connectors/contract.ts";
import { levelLine } from "../../app/connectors/level-line.ts";
import type { Purpose } from "../../app/connectors/limits.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import type { ReportedLevel } from "../../app/inventory/index.ts";
import { createHttp } from "../../app/platform/http/index.ts";
import { serve, type Answer } from "../contracts/connectors-server.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** A request as a vendor sees it. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** The body as JSON; null where it is none. */
  readonly json: Record<string, unknown> | null;
}

/** What is not an Answer goes out as JSON with status 200. */
export type Respond = (asked: Asked) => Answer | object | string;

/** A connector with a real server on loopback that answers as the test says. */
export async function atVendor<Config>(
  connector: Connector<Config>,
  config: Record<string, unknown>,
  respond: Respond,
  { now = () => Date.UTC(2026, 3, 3, 12), path = "" }: { now?: () => number; path?: string } = {},
) {
  const asked: Asked[] = [];
  const server = await serve((request, body) => {
    const one: Asked = {
      method: request.method ?? "GET",
      url: new URL(request.url ?? "", server.origin),
      headers: request.headers,
      body,
      json: jsonOrNull(body),
    };
    asked.push(one);
    const answer = respond(one);
    if (typeof answer === "object" && "status" in answer && "body" in answer) return answer;
    const text = typeof answer === "string" ? answer : JSON.stringify(answer);
    return { status: 200, headers: { "content-type": "application/json" }, body: text };
  });
  const http = createHttp({
    allowedPrivateHosts: ["127.0.0.1"],
    production: false,
    userAgent: "test",
    defaults: { retry: { attempts: 1, baseMs: 1, maxWaitMs: 1 } },
  });
  open.push(server, http);
  // Nobody waits out a vendor's minute here; what the vendor itself asks for is waited for in full.
  const contexts = loneContexts({ http: http.connectors, now, scale: 1_000 });
  return {
    asked,
    origin: server.origin,
    config: loadConfig(connector.config, { address: server.origin + path, ...config }),
    context: (purpose: Purpose = "sweep", signal = new AbortController().signal) => contexts(purpose, signal),
  };
}

/** Levels and rejections of a sweep as short lines, in the order in which they came. */
export async function linesOf(pages: AsyncIterable<LevelPage>): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { levels, rejected } of pages) {
    lines.push(...levels.map(lineOf), ...rejected.map(({ where, reason }) => `${where}: ${reason}`));
  }
  return lines;
}

/** `KC-001@W1 on_hand=12 available=10 at 2026-04-03T10:15:00Z` */
export function lineOf(level: ReportedLevel): string {
  const { item, code, states, updated_at } = JSON.parse(levelLine(level)) as {
    item: string;
    code: string;
    states: Record<string, string>;
    updated_at: string | null;
  };
  const told = Object.entries(states).map(([state, quantity]) => `${state}=${quantity}`);
  return [`${item}@${code}`, ...told, ...(updated_at === null ? [] : [`at ${updated_at}`])].join(" ");
}

export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

function jsonOrNull(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}
