import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Agent, setGlobalDispatcher } from "undici";
import { startWeb } from "../../app/entry.web.ts";

export const benchShop = "many-shelves.myshopify.com";
export const benchKey = Buffer.alloc(32, 7);
const apiKey = "the-client-id";
const secret = "hush";
const browser =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** The built web process on this database, in a process of its own, with nothing but the token exchange of Shopify behind it. */
export interface ServedApp {
  readonly origin: string;
  /** The address of a page as Shopify admin frames it, with a token of a minute. */
  readonly framed: (path: string) => string;
  /** What App Bridge adds to a request of the page. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly stop: () => void;
}

export async function serveApp(databaseUrl: string, script: string): Promise<ServedApp> {
  const child = spawn(process.execPath, [script, "--serve"], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      SHOPIFY_API_KEY: apiKey,
      SHOPIFY_API_SECRET: secret,
      SHOPIFY_APP_URL: "https://app.example",
      DATABASE_URL: databaseUrl,
      HANDOFF_ENCRYPTION_KEYS: `bench:${benchKey.toString("base64")}`,
      LOG_LEVEL: "error",
      NODE_ENV: "production",
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (told) => resolve(Number(told)));
    child.once("exit", (code) => reject(new Error(`The web process ended with ${code}.`)));
  });
  const origin = `http://127.0.0.1:${port}`;
  const host = Buffer.from("admin.shopify.com/store/many-shelves").toString("base64url");
  return {
    origin,
    framed(path) {
      const url = new URL(path, origin);
      const frame = { shop: benchShop, host, embedded: "1", id_token: idToken() };
      for (const [name, value] of Object.entries(frame)) url.searchParams.set(name, value);
      return url.href;
    },
    headers: () => ({ "user-agent": browser, authorization: `Bearer ${idToken()}` }),
    stop: () => child.kill(),
  };
}

/** What the child does. */
export async function serve(): Promise<void> {
  const shopify = createServer((_request, response) => {
    const token = { access_token: "token", scope: "", expires_in: 3_600, refresh_token: "r" };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...token, refresh_token_expires_in: 7_776_000 }));
  });
  await new Promise<void>((resolve) => shopify.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(shopify.address() as AddressInfo).port}`;
  setGlobalDispatcher(
    new Agent().compose((dispatch) => (options, handler) => {
      const isShopify = new URL(String(options.origin)).hostname.endsWith(".myshopify.com");
      return dispatch(isShopify ? { ...options, origin } : options, handler);
    }),
  );
  const environment = { host: "127.0.0.1", port: 0, mode: "production" } as const;
  const web = await startWeb({ environment, buildPath: join(import.meta.dirname, "..", "..", "build") });
  process.send?.(web.port);
}

function idToken(): string {
  const now = Math.floor(Date.now() / 1_000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const times = { exp: now + 60, nbf: now - 5, iat: now - 5 };
  const ids = { aud: apiKey, sub: "42", jti: randomUUID(), sid: randomUUID() };
  const claims = { iss: `https://${benchShop}/admin`, dest: `https://${benchShop}`, ...ids, ...times };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
