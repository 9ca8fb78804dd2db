import { createHash } from "node:crypto";
import type { Instant } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import type { ConnectorHttp } from "../http.ts";
import { ask, expectSuccess } from "../shared/answer.ts";
import { jsonAt, parseExactJson, type Json } from "../shared/json.ts";
import type { RestJsonConfig } from "./config.ts";
import { urlBelow } from "./url.ts";

type OAuth2 = Extract<RestJsonConfig["auth"], { method: "oauth2" }>;

interface Token {
  readonly text: string;
  readonly goodUntil: Instant;
}

const lifetimeWhenUnsaid = 300_000;
const patience = 60_000;
/** Per door, so that two apps in one process share nothing; by digest, so that no secret is a key. */
const doors = new WeakMap<ConnectorHttp, Map<string, Promise<Token>>>();

/** The token of these credentials: kept until shortly before it ends, and asked for once however many wait for it. */
export async function accessToken(base: string, auth: OAuth2, context: ConnectorContext): Promise<string> {
  const tokens = tokensOf(context);
  const key = keyOf(base, auth);
  const known = tokens.get(key);
  if (known) {
    const token = await unlessAborted(known, context.signal);
    if (token.goodUntil > context.now()) return token.text;
    if (tokens.get(key) === known) tokens.delete(key);
    return accessToken(base, auth, context);
  }
  // Not the caller's signal: others wait for the same token.
  const asked = requestToken(base, auth, { ...context, signal: AbortSignal.timeout(patience) });
  tokens.set(key, asked);
  asked.catch(() => tokens.get(key) === asked && tokens.delete(key));
  return (await unlessAborted(asked, context.signal)).text;
}

/** Drops a token that was refused, unless somebody has already renewed it. */
export async function forgetToken(
  base: string,
  auth: OAuth2,
  context: ConnectorContext,
  refused: string,
): Promise<void> {
  const tokens = tokensOf(context);
  const key = keyOf(base, auth);
  const known = tokens.get(key);
  const text = await known?.then(
    (token) => token.text,
    () => null,
  );
  if (text === refused && tokens.get(key) === known) tokens.delete(key);
}

async function requestToken(base: string, auth: OAuth2, context: ConnectorContext): Promise<Token> {
  const url = urlBelow(base, auth.tokenAddress);
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (auth.scope) form.set("scope", auth.scope);
  const headers: Record<string, string> = {
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
  };
  if (auth.sendAs === "body") {
    form.set("client_id", auth.clientId);
    form.set("client_secret", auth.clientSecret);
  } else {
    const pair = `${encodeURIComponent(auth.clientId)}:${encodeURIComponent(auth.clientSecret)}`;
    headers.authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
  }
  const began = context.now();
  const response = await ask(context, {
    method: "POST",
    url: url.href,
    headers,
    body: form.toString(),
    retry: true,
    field: "auth.tokenAddress",
  });
  // RFC 6749 section 5.2 answers wrong client credentials with either status.
  if (response.status === 400 || response.status === 401) {
    throw new ConnectorError(
      "credentials",
      `${url.host} gives no token for this client id and secret (${response.status}).`,
    );
  }
  expectSuccess(response, url);
  return readToken(response.text, url, began);
}

function readToken(text: string, url: URL, began: Instant): Token {
  const answer = parseOrNull(text);
  const token = jsonAt(answer, "access_token");
  if (typeof token !== "string" || token === "") {
    throw new ConnectorError(
      "unreadable",
      `${url.host}${url.pathname} did not answer with an access token.`,
      { field: "auth.tokenAddress" },
    );
  }
  const seconds = Number(jsonAt(answer, "expires_in"));
  const lifetime = seconds > 0 ? seconds * 1000 : lifetimeWhenUnsaid;
  return { text: token, goodUntil: began + lifetime * 0.9 };
}

function parseOrNull(text: string): Json {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}

function tokensOf({ http }: ConnectorContext): Map<string, Promise<Token>> {
  const known = doors.get(http) ?? new Map<string, Promise<Token>>();
  doors.set(http, known);
  return known;
}

function keyOf(base: string, auth: OAuth2): string {
  return createHash("sha256")
    .update(JSON.stringify([base, auth]))
    .digest("base64");
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { signal: stop.signal });
  });
  return Promise.race([promise, aborted]).finally(() => stop.abort());
}
