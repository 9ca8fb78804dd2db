import { randomUUID } from "node:crypto";
import { differenceOf } from "../../../app/discrepancies/difference.ts";
import { judge } from "../../../app/discrepancies/lifecycle.ts";
import type { Discrepancy } from "../../../app/discrepancies/discrepancy.ts";
import type { Incident } from "../../../app/discrepancies/incidents.ts";
import type { Instant } from "../../../app/inventory/index.ts";
import { usualRules, type Address, type Channel } from "../../../app/channels/channel.ts";
import { sendToFlow } from "../../../app/notify/flow/send.ts";
import { adminLinks } from "../../../app/notify/links.ts";
import { attend, type NotifyDependencies } from "../../../app/notify/attend.ts";
import { smtpPost, type SmtpTimes } from "../../../app/notify/send/smtp.ts";
import { unsubscribing } from "../../../app/notify/unsubscribe.ts";
import type { Database } from "../../../app/persistence/client.ts";
import { connectionStore } from "../../../app/persistence/stores/connections.ts";
import { discrepancyStore } from "../../../app/persistence/stores/discrepancies.ts";
import { incidentStore } from "../../../app/persistence/stores/incidents.ts";
import { mappingStore } from "../../../app/persistence/stores/mappings.ts";
import { channelStore } from "../../../app/persistence/stores/notify/channels.ts";
import { flowUses } from "../../../app/persistence/stores/notify/flow-uses.ts";
import { outbox } from "../../../app/persistence/stores/notify/outbox.ts";
import { peopleStore } from "../../../app/persistence/stores/people.ts";
import { productStore } from "../../../app/persistence/stores/products.ts";
import { shopStore } from "../../../app/persistence/stores/shops.ts";
import { notifyFacts } from "../../../app/persistence/views/notify-facts.ts";
import type { FlowTriggers } from "../../../app/storefront/writes/flow-trigger.ts";
import { createHttp, type Http } from "../../../app/platform/http/index.ts";
import { gap, minutes, noon, windows } from "../../discrepancies/example.ts";
import { testSecrets } from "../../support/secrets.ts";

export const brooklyn = "gid://shopify/Location/101";

export async function newShop({ prisma }: Database, name = "Kiln & Co"): Promise<string> {
  const domain = `told-${randomUUID()}.myshopify.com`;
  await shopStore(prisma).install({ domain, name, timezone: "America/New_York", currency: "USD" }, noon);
  const place = { active: true, fulfillsOnlineOrders: true, fulfillmentService: false };
  await mappingStore(prisma).saveLocations(domain, [{ id: brooklyn, name: "Brooklyn", ...place }], noon);
  const product = { productTitle: "Mug", variantTitle: null, imageUrl: null, price: "10" };
  const items = [1, 2, 3].map((number) => ({
    ...product,
    ...{ vendor: null, barcode: null, tags: [] },
    inventoryItemId: `gid://shopify/InventoryItem/${number}`,
    variantId: `gid://shopify/ProductVariant/${number}`,
    productId: `gid://shopify/Product/${number}`,
    sku: `KC-00${number}`,
  }));
  await productStore(prisma).save(domain, items, noon);
  return domain;
}

export interface Teller {
  readonly dependencies: NotifyDependencies;
  readonly http: Http;
  /** The clock, to be moved by the test. */
  at: Instant;
  attend(shop: string): Promise<{ readonly sent: number; readonly failed: number }>;
}

/** Everything that tells, on a real database, with a clock that the test moves. */
export function tellerOf(
  { prisma }: Database,
  given: {
    readonly smtp?: URL;
    readonly times?: SmtpTimes;
    readonly allowed?: readonly string[];
    readonly triggers?: FlowTriggers;
  } = {},
): Teller {
  const http = createHttp({
    allowedPrivateHosts: given.allowed ?? [],
    production: false,
    userAgent: "test",
    random: () => 0,
  });
  const facts = notifyFacts(prisma);
  const receive: FlowTriggers = given.triggers ?? (() => Promise.resolve({ kind: "received" }));
  const teller: Teller = {
    at: noon,
    http,
    dependencies: {
      shops: shopStore(prisma),
      connections: connectionStore(prisma, testSecrets()),
      mappings: mappingStore(prisma),
      people: peopleStore(prisma, testSecrets()),
      channels: channelStore(prisma, testSecrets()),
      outbox: outbox(prisma),
      flowUses: flowUses(prisma),
      facts,
      delivering: {
        http: http.connectors,
        mailing: given.smtp
          ? { from: "Inventory Handoff <stock@app.example>", post: smtpPost(given.smtp, given.times) }
          : null,
        unsubscribe: unsubscribing("hush", new URL("https://app.example")),
      },
      sendToFlow: sendToFlow(receive, facts),
      links: adminLinks("https://admin.shopify.com", "client-id"),
      now: () => teller.at,
    },
    attend: (shop) => attend(shop, teller.dependencies, AbortSignal.timeout(30_000)),
  };
  return teller;
}

/** A channel that hears of everything at once and sleeps never. */
export async function listen(
  { dependencies }: Teller,
  shop: string,
  kind: Channel["kind"],
  address: Partial<Address>,
  change: Partial<Channel> = {},
): Promise<string> {
  const id = randomUUID();
  const rules = { ...usualRules[kind], atOnce: "everything" as const, quiet: null, digestAt: null };
  await dependencies.channels.save(
    {
      ...{ id, shop, kind, rules, name: kind, person: null, listensSince: 0, nextDigestAt: null },
      ...change,
    },
    { to: "", secret: null, ...address },
  );
  return id;
}

export interface Trouble {
  readonly incident: Incident;
  readonly discrepancies: readonly Discrepancy[];
}

/** SKUs of which the storefront promises too many, as a scan records them. */
export async function breakStock(
  { prisma }: Database,
  shop: string,
  { skus = ["KC-001", "KC-002"], at = noon, key = "erp_storefront stock sync_stalled" } = {},
): Promise<Trouble> {
  const incident: Incident = {
    ...{ id: randomUUID(), key, cause: "sync_stalled", handoff: "erp_storefront", flow: "stock" },
    ...{ locationId: brooklyn, firstSeenAt: at, openedAt: at, quietSince: null, closedAt: null },
  };
  await incidentStore(prisma).change(shop, () => [incident]);
  const judged = skus.map((sku) => {
    const sides = { erp: { value: 2, observedAt: at }, storefront: { value: 6, observedAt: at } };
    const item = { inventoryItemId: `gid://shopify/InventoryItem/${Number(sku.slice(-3))}` };
    const difference = differenceOf(gap("downstream", sides, { sku, locationId: brooklyn, ...item }), "10");
    const context = { newId: randomUUID, now: at, windows, lastAgreedAt: null };
    const judgement = judge(null, { kind: "differs", difference, observedAt: at }, context);
    if (judgement?.discrepancy.state !== "open") throw new Error("It was to be open at once");
    return { ...judgement, discrepancy: { ...judgement.discrepancy, incidentId: incident.id } };
  });
  await discrepancyStore(prisma).record(shop, null, judged);
  return { incident, discrepancies: judged.map(({ discrepancy }) => discrepancy) };
}

/** Every system was read again and agrees. */
export async function heal(
  { prisma }: Database,
  shop: string,
  { incident, discrepancies }: Trouble,
  at: Instant,
): Promise<void> {
  await incidentStore(prisma).change(shop, () => [{ ...incident, quietSince: at }]);
  const context = { newId: randomUUID, now: at, windows, lastAgreedAt: null };
  const judged = discrepancies.flatMap(
    (each) => judge(each, { kind: "agrees", observedAt: at }, context) ?? [],
  );
  await discrepancyStore(prisma).record(shop, null, judged);
}

/** The same gaps again, in the incident that was quiet. */
export async function relapse(
  database: Database,
  shop: string,
  before: Trouble,
  at: Instant,
): Promise<Trouble> {
  const skus = before.discrepancies.map(({ sku }) => sku);
  const again = await breakStock(database, shop, { skus, at, key: "meanwhile" });
  const ids = again.discrepancies.map(({ id }) => id);
  const { id } = before.incident;
  await database.prisma.discrepancy.updateMany({
    where: { shop, id: { in: ids } },
    data: { incidentId: id },
  });
  await database.prisma.incident.deleteMany({ where: { shop, id: again.incident.id } });
  await incidentStore(database.prisma).change(shop, () => [before.incident]);
  return {
    incident: before.incident,
    discrepancies: again.discrepancies.map((each) => ({ ...each, incidentId: id })),
  };
}

export const laterBy = (count: number): Instant => noon + minutes(count);
