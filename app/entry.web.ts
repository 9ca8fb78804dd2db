import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { webhookRoute } from "./storefront/webhooks/express.ts";
import type { Answer, Incoming } from "./storefront/webhooks/receive.ts";
import type { Metrics } from "./operation/metrics.ts";
import { answerReadiness, serveOperator } from "./operation/operator-server.ts";
import type { Readiness } from "./operation/readiness.ts";
import { timedRequests } from "./operation/timed-requests.ts";
import { EnvironmentError, loadEnvironment, type Environment } from "./platform/env.ts";

export interface WebSettings {
  readonly environment: Pick<Environment, "host" | "port" | "mode"> &
    Partial<Pick<Environment, "operatorPort">>;
  /** The folder that `remix vite:build` wrote: `client/` and `server/index.js`. */
  readonly buildPath: string;
}

export interface WebProcess {
  /** The port that it really listens on. */
  readonly port: number;
  /** Where it answers its operator; null: nowhere. */
  readonly operatorPort: number | null;
  /** Takes no new requests, lets those under way finish for at most ten seconds, and ends the app's connections. */
  close(): Promise<void>;
}

const GRACE_MS = 10_000;

/** Serves the built app. Rejects when the build is missing or the port is taken. */
export async function startWeb({ environment, buildPath }: WebSettings): Promise<WebProcess> {
  const server = join(buildPath, "server", "index.js");
  if (!existsSync(server)) throw new Error("it has not been built. Run `npm run build`.");
  const build = (await import(pathToFileURL(server).href)) as ServerBuild;
  const http = createServer(application(build, buildPath, environment.mode));
  await listen(http, environment.port, environment.host);
  const { port } = http.address() as AddressInfo;
  const operator = await operatorOf(build, environment);
  return {
    port,
    operatorPort: operator?.port ?? null,
    async close() {
      await close(http);
      await operator?.close();
      await appOf(build).closeApp?.();
    },
  };
}

function application(build: ServerBuild, buildPath: string, mode: Environment["mode"]): express.Express {
  const app = express();
  app.disable("x-powered-by");
  app.get("/healthz", (_request, response) => {
    response.set("cache-control", "no-store").type("text").send("ok");
  });
  const { receiveFromShopify, ready, metrics } = appOf(build);
  if (ready)
    app.get(
      "/readyz",
      (_request, response) => void ready().then((state) => answerReadiness(response, state)),
    );
  if (metrics) app.use(timedRequests(build.routes, metrics));
  if (receiveFromShopify) app.all("/webhooks", webhookRoute(receiveFromShopify));
  app.use(compression());
  const client = join(buildPath, "client");
  // Names under assets/ carry a hash of the content; a wrong one must not reach the app and be answered with a page.
  app.use(
    "/assets",
    express.static(join(client, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  app.use(express.static(client, { maxAge: "1h" }));
  const answer = createRequestHandler({ build, mode });
  app.all("*", (request, response, next) => void answer(request, response, next));
  return app;
}

interface BuiltApp {
  readonly closeApp?: () => Promise<void>;
  readonly receiveFromShopify?: (incoming: Incoming) => Promise<Answer>;
  readonly ready?: () => Promise<Readiness>;
  readonly metrics?: Metrics;
}

async function operatorOf(build: ServerBuild, { host, operatorPort = null }: WebSettings["environment"]) {
  const { ready, metrics } = appOf(build);
  if (operatorPort === null || !ready || !metrics) return null;
  return serveOperator({ metrics, ready }, { host, port: operatorPort });
}

/** The build carries its own copy of the app, so what is wanted of it is reached through it. */
function appOf(build: ServerBuild): BuiltApp {
  return build.entry.module as BuiltApp;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** `node app/entry.web.ts`: serves until it is told to stop. A start that cannot be is told in sentences, with status 1. */
async function main(): Promise<void> {
  try {
    const environment = loadEnvironment(process.env);
    const web = await startWeb({ environment, buildPath: join(import.meta.dirname, "..", "build") });
    console.log(`Listening on http://${environment.host}:${web.port}`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void web.close().then(() => process.exit(0)));
    }
  } catch (error) {
    console.error(sentenceFor(error));
    process.exit(1);
  }
}

function sentenceFor(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof EnvironmentError) return message;
  if (code === "EADDRINUSE")
    return "The app cannot start: another program uses its port. Set PORT to a free one.";
  if (code === "ERR_MODULE_NOT_FOUND")
    return "The app cannot start: it has not been built. Run `npm run build`.";
  return `The app cannot start: ${message}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
