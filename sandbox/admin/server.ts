import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import { bundleScripts } from "./bundle.ts";
import { AdminRefusal } from "./errors.ts";
import { extensionRoutes } from "./extension-routes.ts";
import { storeName } from "./frame-address.ts";
import { frameRoutes } from "./frame-routes.ts";
import { html } from "./html.ts";
import type { AdminApp, AdminFlow, AdminShop, Mailbox, SandboxControls } from "./ports.ts";
import { messageRoutes } from "./message-routes.ts";
import { shopRoutes } from "./shop-routes.ts";
import { sandboxRoutes } from "./sandbox-routes.ts";
import { visitor } from "./visitor.ts";

export interface AdminParts {
  readonly app: AdminApp;
  readonly shop: AdminShop;
  readonly controls: SandboxControls;
  readonly mailbox?: Mailbox;
  readonly flow?: AdminFlow;
}

export interface Admin {
  /** Where it listens, e.g. `http://127.0.0.1:4400`. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves the stand-in admin of one shop on loopback: `/store/<name>/…` with the address scheme of Shopify's own. Port 0 takes a free one.
 * @throws NodeJS.ErrnoException (`EADDRINUSE`) when the port is taken
 */
export async function serveAdmin(parts: AdminParts, port: number): Promise<Admin> {
  const scripts = await bundleScripts();
  const application = express();
  application.disable("x-powered-by");
  const asset = (name: string, type: string, body: string): void => {
    application.get(
      `/assets/${name}`,
      (_, response) => void response.type(type).set("Cache-Control", "no-cache").send(body),
    );
  };
  for (const name of ["admin.css", "extension.css"])
    asset(name, "css", readFileSync(join(import.meta.dirname, name), "utf8"));
  asset("shell.js", "js", scripts.shell);
  asset("app-bridge.js", "js", scripts.appBridge);
  asset("extension-host.js", "js", scripts.extensionHost);

  const store = `/store/${storeName(parts.shop.storefront.seed.domain)}`;
  const visit = visitor(parts);
  application.use(refuseStrangers, express.urlencoded({ extended: false }), express.json());
  application.use(
    store,
    frameRoutes(parts, visit),
    extensionRoutes(parts, visit),
    shopRoutes(parts, visit),
    sandboxRoutes(parts, visit),
    messageRoutes(parts, visit),
  );
  application.get(["/", store], (_, response) => response.redirect(`${store}/apps/${parts.app.handle}`));
  application.use(() => {
    throw new AdminRefusal(404, "There is no such page in this admin.");
  });
  application.use(tellError);

  const server = await listen(application, port);
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(application: express.Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = application.listen(port, "127.0.0.1", () => resolve(server));
    server.once("error", reject);
  });
}

/** Another site in the same browser must not be able to press the buttons here. */
const refuseStrangers: RequestHandler = (request, _, next) => {
  const { origin, host = "" } = request.headers;
  const isOurs = origin === undefined || URL.parse(origin)?.host === host;
  if (request.method !== "GET" && !isOurs)
    throw new AdminRefusal(403, "This page may only be used from the admin itself.");
  next();
};

const tellError: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = error instanceof AdminRefusal ? error.status : 500;
  if (status === 500) console.error(error);
  const text = error instanceof Error ? error.message : String(error);
  response.status(status);
  if (request.accepts(["html", "json"]) === "json") response.type("text").send(text);
  else
    response.send(
      html`<!doctype html><title>Sandbox</title>
        <p>${text}</p>
        <p><a href="/">To the app</a></p>`.text,
    );
};
