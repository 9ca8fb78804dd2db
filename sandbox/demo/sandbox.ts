import { join } from "node:path";
import { readAppConfig } from "../admin/app-config.ts";
import { createProxy } from "../admin/proxy.ts";
import { serveAdmin } from "../admin/server.ts";
import { createShopify } from "../shopify/index.ts";
import { findFlowDefinitions } from "../flow/definitions.ts";
import { StandInFlow } from "../flow/flow.ts";
import { legacyId } from "../shopify/gid.ts";
import { appSecret } from "./credentials.ts";
import { openMailbox } from "./mailbox.ts";
import type { Ports } from "./ports.ts";
import { openWorld, type WorldAtStart } from "./world.ts";

export interface SandboxSettings {
  readonly world: WorldAtStart;
  readonly ports: Ports;
}

const local = (port: number): string => `http://127.0.0.1:${port}`;

/** Everything around the app: world, ERP, WMS, Shopify's API, its admin, and the origin at which the browser finds the app. */
export async function openSandbox({
  world: settings,
  ports,
}: SandboxSettings): Promise<{ close(): Promise<void> }> {
  const clock = () => new Date();
  const config = readAppConfig(join(import.meta.dirname, "../../shopify.app.toml"));
  const definitions = findFlowDefinitions(join(import.meta.dirname, "../../extensions"));
  const { world, controls, close: closeWorld } = await openWorld(settings, ports, Date.now);
  const seed = world.shopSeed();
  const shopify = createShopify({
    seeds: [seed],
    app: {
      ...{ ...config, apiSecret: appSecret, webhookUrl: `${local(ports.web)}/webhooks` },
      flowTriggers: definitions.triggers.map(({ handle }) => handle),
    },
    clock,
    randomSeed: settings.seed,
    options: { installed: false },
  });
  const shop = shopify.shop(seed.domain);
  world.attach(shop.storefront);
  await shopify.listen(ports.shopify);

  const app = { ...config, apiSecret: appSecret, origin: local(ports.proxy) };
  const flow = new StandInFlow({
    shop: { domain: seed.domain, number: Number(legacyId(shop.id)) },
    ...{ origin: app.origin, secret: appSecret, definitions, clock },
  });
  shop.flow = flow;
  const mailbox = await openMailbox(ports.smtp, clock);
  const admin = await serveAdmin({ app, shop, controls, mailbox, flow }, ports.admin);
  const proxy = createProxy({
    target: new URL(local(ports.web)),
    adminOrigin: admin.origin,
    appBridgeAddress: `${admin.origin}/assets/app-bridge.js`,
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once("error", reject).listen(ports.proxy, "127.0.0.1", resolve);
  });
  return {
    close: async () => {
      proxy.close();
      proxy.closeAllConnections();
      await Promise.all([admin.close(), flow.close(), mailbox.close(), shopify.close(), closeWorld()]);
    },
  };
}
