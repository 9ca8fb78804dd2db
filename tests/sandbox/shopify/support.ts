import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ShopSeed } from "../../../sandbox/contract.ts";
import { createShopify, type StandInOptions, type StandInShopify } from "../../../sandbox/shopify/index.ts";

export const domain = "kiln-and-co.myshopify.com";
export const brooklyn = "gid://shopify/Location/101";
export const austin = "gid://shopify/Location/102";
export const closed = "gid://shopify/Location/103";
export const warehouse3pl = "gid://shopify/Location/104";
export const maya = "gid://shopify/StaffMember/1";
export const itemId = (number: number): string =>
  `gid://shopify/InventoryItem/${47_200_000_000_000 + number}`;
export const mug = itemId(1);
export const start = new Date("2026-04-03T10:00:00.000Z");

const location = (id: string, name: string, active = true, fulfillmentService = false) => ({
  id,
  name,
  active,
  fulfillmentService,
  fulfillsOnlineOrders: true,
  createdAt: new Date("2026-01-01T00:00:00.000Z"),
});

/** `items` variants, one per product: 10 available in Brooklyn with 2 committed; 5 in Austin, inactive for the first. */
export function seed(items = 3): ShopSeed {
  return {
    domain,
    name: "Kiln & Co",
    timezone: "America/New_York",
    currency: "USD",
    restoreRate: 100,
    staff: [{ id: maya, firstName: "Maya", lastName: "Okafor", email: "maya@kiln.example", locale: "en-US" }],
    locations: [
      location(brooklyn, "Brooklyn"),
      location(austin, "Austin"),
      location(closed, "Closed", false),
      location(warehouse3pl, "3PL", true, true),
    ],
    products: Array.from({ length: items }, (_, index) => ({
      id: `gid://shopify/Product/${8_400_000_000_001 + index}`,
      title: `Mug ${index + 1}`,
      status: "ACTIVE" as const,
      variants: [
        {
          id: `gid://shopify/ProductVariant/${45_100_000_000_001 + index}`,
          inventoryItemId: itemId(index + 1),
          title: "Default Title",
          sku: `KC-${String(index + 1).padStart(3, "0")}`,
          barcode: null,
          price: "18.00",
          tracked: true,
          levels: [
            {
              locationId: brooklyn,
              active: true,
              available: 10,
              committed: 2,
              incoming: 0,
              updatedAt: start,
            },
            {
              locationId: austin,
              active: index > 0,
              available: 5,
              committed: 0,
              incoming: 4,
              updatedAt: start,
            },
          ],
        },
      ],
    })),
  };
}

export const parse = (text: string): Record<string, Json> => JSON.parse(text) as Record<string, Json>;

/** What JSON.parse gives: tests reach into it freely. */
export type Json = ReturnType<typeof JSON.parse>;

export const pluck = (nodes: unknown, name: string): unknown[] =>
  (nodes as Record<string, unknown>[]).map((node) => node[name]);

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An app's webhook endpoint that answers with the given statuses first, then 200. */
export async function listenForWebhooks(
  statuses: number[] = [],
): Promise<{ url: string; received: Received[]; server: Server }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`, received, server };
}

export const scopes = ["read_products", "write_inventory", "read_locations"];
export const topics = [
  "app/uninstalled",
  "app/scopes_update",
  "inventory_levels/update",
  "inventory_levels/connect",
  "inventory_levels/disconnect",
  "inventory_items/update",
  "products/update",
  "locations/create",
  "locations/update",
  "locations/deactivate",
  "bulk_operations/finish",
  "shop/redact",
];

export interface Answer {
  readonly data?: Json;
  readonly errors?: Json[];
  readonly extensions?: Json;
}

export class World {
  readonly shopify: StandInShopify;
  now = start;
  origin = "";
  token = "";

  private constructor(shopify: (world: World) => StandInShopify) {
    this.shopify = shopify(this);
  }

  static async open(
    parts: {
      items?: number;
      options?: Partial<StandInOptions>;
      webhookUrl?: string;
      restoreRate?: number;
    } = {},
  ): Promise<World> {
    const one = {
      ...seed(parts.items),
      ...(parts.restoreRate === undefined ? {} : { restoreRate: parts.restoreRate }),
    };
    const world = new World((self) =>
      createShopify({
        seeds: [one, { ...seed(1), domain: "second.myshopify.com" }],
        app: {
          apiKey: "key",
          apiSecret: "secret",
          webhookUrl: parts.webhookUrl ?? "http://127.0.0.1:9/webhooks",
          topics,
          scopes,
        },
        clock: () => self.now,
        randomSeed: 7,
        options: { bulkMilliseconds: 0, ...parts.options },
      }),
    );
    world.origin = await world.shopify.listen(0);
    world.token = (await world.exchange()).body.access_token as string;
    return world;
  }

  get shop() {
    return this.shopify.shop(domain);
  }

  later(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000);
  }

  async post(
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Json }> {
    const response = await fetch(`${this.origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-sim-shop": domain, ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  oauth(request: object): Promise<{ status: number; body: Json }> {
    return this.post("/admin/oauth/access_token", { client_id: "key", client_secret: "secret", ...request });
  }

  exchange(over: object = {}): Promise<{ status: number; body: Json }> {
    return this.oauth({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: this.shop.idToken(maya),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
      ...over,
    });
  }

  refresh(refreshToken: string): Promise<{ status: number; body: Json }> {
    return this.oauth({ grant_type: "refresh_token", refresh_token: refreshToken });
  }

  raw(query: string, variables: object = {}, token = this.token): Promise<{ status: number; body: Json }> {
    return this.post(
      "/admin/api/2026-10/graphql.json",
      { query, variables },
      { "x-shopify-access-token": token },
    );
  }

  async ask(query: string, variables: object = {}): Promise<Answer> {
    return (await this.raw(query, variables)).body as Answer;
  }

  /** Runs a bulk query to its end. */
  async bulk(query: string, grouped = false): Promise<Json> {
    const run = `mutation($q: String!, $g: Boolean!) { bulkOperationRunQuery(query: $q, groupObjects: $g) {
      bulkOperation { id status } userErrors { field message code } } }`;
    const started = await this.ask(run, { q: query, g: grouped });
    const operation = started.data.bulkOperationRunQuery.bulkOperation as { id: string } | null;
    if (operation === null) return started.data.bulkOperationRunQuery;
    return this.finished(operation.id);
  }

  async finished(id: unknown): Promise<Json> {
    for (let polls = 0; polls < 2000; polls += 1) {
      const answer = await this.poll(id);
      if (["COMPLETED", "FAILED", "CANCELED"].includes(answer.status as string)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 10));
      this.later(1);
    }
    throw new Error("The bulk operation does not end.");
  }

  async poll(id: unknown): Promise<Json> {
    const query = `query($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount fileSize url partialDataUrl } }`;
    return (await this.ask(query, { id })).data.bulkOperation;
  }

  download(url: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.origin}${new URL(String(url)).pathname}`, { headers });
  }
}
