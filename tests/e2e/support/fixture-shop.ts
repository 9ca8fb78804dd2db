import { createHmac, randomUUID } from "node:crypto";
import type { AdminApp, AdminShop, SandboxControls } from "../../../sandbox/admin/ports.ts";
import { createPastStorefront } from "../../../sandbox/world/past-storefront.ts";
import { createWorld } from "../../../sandbox/world/world.ts";

export const fixtureApp = (origin: string): AdminApp => ({
  name: "Inventory Handoff",
  handle: "inventory-handoff",
  apiKey: "fixture-key",
  apiSecret: "fixture-secret",
  origin,
  scopes: ["read_products", "write_inventory", "read_locations"],
  optionalScopes: ["read_publications"],
  extensions: [],
});

/** A shop that keeps its state in memory, for looking at the admin alone. */
export function fixtureShop(app: AdminApp): AdminShop & { readonly installs: string[][]; expired: number } {
  const seed = createWorld({
    seed: 7,
    skus: 60,
    locations: 3,
    speed: 60,
    now: Date.now(),
    historyHours: 1,
  }).shopSeed();
  let scopes: string[] | null = null;
  const installs: string[][] = [];
  const shop = {
    installs,
    expired: 0,
    storefront: createPastStorefront(seed),
    flowTriggers: [],
    isInstalled: () => scopes !== null,
    install: (granted: readonly string[]) => {
      scopes = [...granted];
      installs.push(scopes);
    },
    uninstall: () => void (scopes = null),
    expireTokens: () => void (shop.expired += 1),
    grantedScopes: () => scopes ?? [],
    grantScopes: (more: readonly string[]) => void (scopes = [...(scopes ?? []), ...more]),
    revokeScopes: (less: readonly string[]) =>
      void (scopes = (scopes ?? []).filter((scope) => !less.includes(scope))),
    idToken: (staffId: string) => signToken(app, seed.domain, staffId),
  };
  return shop;
}

function signToken(app: AdminApp, shop: string, staffId: string): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: app.apiKey,
    sub: staffId,
    exp: now + 60,
    nbf: now,
    iat: now,
  };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ ...claims, jti: randomUUID() })}`;
  return `${signed}.${createHmac("sha256", app.apiSecret).update(signed).digest("base64url")}`;
}

export function fixtureControls(): SandboxControls & { readonly calls: string[] } {
  let paused = false;
  const calls: string[] = [];
  return {
    calls,
    now: () => new Date("2026-04-03T10:15:00Z"),
    isPaused: () => paused,
    pause: () => void (paused = true),
    resume: () => void (paused = false),
    faults: () => [
      {
        id: "1",
        name: "sync_stalled",
        since: new Date("2026-04-03T04:02:11Z"),
        description: "ERP to storefront, stock, 12 keys at Brooklyn",
        keys: 12,
      },
    ],
    faultNames: () => ["sync_lag", "sync_stalled", "pool_definition", "unit_of_measure", "treadmill"],
    inject: (name) => void calls.push(`inject ${name}`),
    heal: (id) => void calls.push(`heal ${id}`),
    systems: () => [
      {
        id: "erp",
        name: "ERP",
        address: "http://127.0.0.1:4403",
        connector: "Any system with a JSON API",
        fields: [{ name: "address", title: "Address", value: "http://127.0.0.1:4403" }],
        trouble: null,
        troubles: ["slow", "hang", "errors"],
      },
      {
        id: "wms",
        name: "WMS",
        address: "http://127.0.0.1:4404",
        connector: "Any system with a JSON API",
        fields: [{ name: "address", title: "Address", value: "http://127.0.0.1:4403" }],
        trouble: "slow",
        troubles: ["slow", "hang", "errors"],
      },
    ],
    trouble: (system, kind) => void calls.push(`trouble ${system} ${kind}`),
    happenings: () => [
      { at: new Date("2026-04-03T10:14:52Z"), text: "Storefront: order of 1 × KC-001 at Brooklyn" },
    ],
  };
}
