import type { AddressInfo } from "node:net";
import { BulkFiles } from "./bulk/files.ts";
import { defaultOptions, type StandInSettings } from "./options.ts";
import { createChance } from "./random.ts";
import { createStandInServer } from "./server.ts";
import { SimulatedShop } from "./simulated-shop.ts";
import type { DeliveryFaults } from "./webhooks/faults.ts";
import { PostOffice, type DeliveryCounts } from "./webhooks/post-office.ts";

export type { StandInOptions, StandInSettings } from "./options.ts";
export type { SimulatedShop } from "./simulated-shop.ts";
export type { DeliveryFaults } from "./webhooks/faults.ts";

export interface StandInShopify {
  /** Serves on the loopback address; 0 takes a free port. Resolves with `http://127.0.0.1:PORT`. */
  listen(port: number): Promise<string>;
  close(): Promise<void>;
  /** @throws Error for a shop that was not seeded */
  shop(domain: string): SimulatedShop;
  setDeliveryFaults(faults: DeliveryFaults): void;
  readonly deliveries: DeliveryCounts;
  /** Resolves when no webhook waits, retries included. */
  deliveriesIdle(): Promise<void>;
}

/** A stand-in for Shopify: the Admin API, OAuth and webhooks for any number of shops, in memory and the same for the same seed. */
export function createShopify({
  seeds,
  app,
  clock,
  randomSeed,
  options: given,
}: StandInSettings): StandInShopify {
  const options = { ...defaultOptions, ...given };
  const chance = createChance(randomSeed);
  const files = new BulkFiles(clock, chance, options.downloadOrigin);
  const { timeoutMilliseconds } = options.delivery;
  const endpoint = { url: app.webhookUrl, secret: app.apiSecret, timeoutMilliseconds };
  const postOffice = new PostOffice(endpoint, options.delivery, chance);
  const shops = new Map(
    seeds.map(
      (seed) =>
        [seed.domain, new SimulatedShop({ seed, app, options, clock, chance, files, postOffice })] as const,
    ),
  );
  const server = createStandInServer({ shops, files, apiVersion: options.apiVersion });
  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () =>
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
        );
      }),
    close: () =>
      new Promise((resolve) => {
        for (const shop of shops.values()) shop.close();
        postOffice.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    shop: (domain) => {
      const shop = shops.get(domain);
      if (shop === undefined) throw new Error(`The stand-in has no shop ${domain}.`);
      return shop;
    },
    setDeliveryFaults: (faults) => {
      postOffice.faults = faults;
    },
    get deliveries() {
      return postOffice.counts;
    },
    deliveriesIdle: () => postOffice.idle(),
  };
}
