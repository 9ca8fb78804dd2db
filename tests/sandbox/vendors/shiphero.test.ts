import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/shiphero/index.ts";
import {
  extra,
  keysOf,
  list,
  open,
  postJson,
  seedRows,
  send,
  text,
  type Got,
  type Running,
} from "./support.ts";

async function signIn(vendor: Running, account = "good"): Promise<Record<string, string>> {
  const { body } = await postJson(`${vendor.origin}/auth/refresh`, { refresh_token: `refresh-${account}` });
  return { authorization: `Bearer ${text(body.access_token)}` };
}

function ask(
  vendor: Running,
  headers: Record<string, string>,
  query: string,
  variables: object = {},
): Promise<Got> {
  return postJson(`${vendor.origin}/graphql`, { query, variables }, headers);
}

const products = `query ($after: String, $first: Int, $warehouse: String, $from: ISODateTime) {
  warehouse_products(warehouse_id: $warehouse, updated_from: $from) { request_id complexity data(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } edges { node { sku warehouse_id on_hand allocated available updated_at } } } } }`;

const edges = ({ body }: Got) => list(body.data?.warehouse_products?.data?.edges).map(({ node }) => node!);

async function sweep(vendor: Running, headers: Record<string, string>, first: number): Promise<string[]> {
  const keys: string[] = [];
  let after: string | null = null;
  for (;;) {
    const got: Got = await ask(vendor, headers, products, { first, after });
    keys.push(...edges(got).map(({ sku, warehouse_id }) => `${text(sku)}@${text(warehouse_id)}`));
    const page = got.body.data?.warehouse_products?.data?.pageInfo;
    if (!page?.hasNextPage) return keys;
    after = text(page.endCursor);
  }
}

describe("ShipHero", () => {
  it("refreshes tokens that live for 28 days, and tells the ways of not being signed in apart", async () => {
    const vendor = await open(simulator);
    expect((await postJson(`${vendor.origin}/auth/refresh`, { refresh_token: "made up" })).status).toBe(401);
    const headers = await signIn(vendor);
    expect((await ask(vendor, headers, products, { first: 1 })).status).toBe(200);
    expect((await ask(vendor, {}, products)).body.code).toBe("authorization_header_missing");
    expect((await ask(vendor, { authorization: "Bearer x" }, products)).body.code).toBe("invalid_header");
    vendor.clock.now += 2_419_200_000;
    expect((await ask(vendor, headers, products)).body.code).toBe("token_expired");
    expect((await ask(vendor, await signIn(vendor, "missing_rights"), products)).status).toBe(403);
  });

  it("gives every row once by cursor while rows go", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    vendor.afterPage(1, () => vendor.remove("KC-001", simulator.locationCode(1)));
    expect((await sweep(vendor, headers, 5)).sort()).toEqual(keysOf(simulator, seedRows(simulator)));
  });

  it("takes the reserve off what is available and filters by time and warehouse", async () => {
    const code = simulator.locationCode(1);
    const vendor = await open(simulator, {
      rows: [
        {
          item: "A",
          code,
          onHand: "10",
          committed: "3",
          safetyStock: "2",
          updatedAt: "2026-11-20T00:00:00Z",
        },
      ],
    });
    const headers = await signIn(vendor);
    const [node] = edges(await ask(vendor, headers, products, { warehouse: code }));
    expect(node).toEqual({
      sku: "A",
      warehouse_id: code,
      on_hand: 10,
      allocated: 3,
      available: 5,
      updated_at: "2026-11-20T00:00:00+00:00",
    });
    expect(edges(await ask(vendor, headers, products, { from: "2026-11-21T00:00:00" }))).toEqual([]);
    expect(edges(await ask(vendor, headers, products, { warehouse: simulator.locationCode(2) }))).toEqual([]);
  });

  it("refuses a field and an argument that the schema has not, and a body that is no JSON", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    expect(
      (await ask(vendor, headers, "{ warehouse_products { data { edges { node { qty } } } } }")).status,
    ).toBe(400);
    expect((await ask(vendor, headers, "{ warehouse_products(since: 1) { complexity } }")).status).toBe(400);
    expect((await send(`${vendor.origin}/graphql`, { method: "POST", headers, body: "query" })).status).toBe(
      400,
    );
    expect(
      (await ask(vendor, headers, 'mutation { inventory_replace(data: {sku: "A"}) { complexity } }')).status,
    ).toBe(400);
  });

  it("counts credits, says with status 200 how long to wait, and lets one pass after that", async () => {
    const vendor = await open(simulator, { limits: { scale: 1 } });
    const headers = await signIn(vendor);
    for (let call = 0; call < 39; call += 1) await ask(vendor, headers, products, { first: 100 });
    expect(extra(vendor, "creditsUsed")).toBe(39 * 101);
    const poor = await ask(vendor, headers, products, { first: 100 });
    expect(poor.status).toBe(200);
    expect(list(poor.body.errors)[0]).toMatchObject({
      code: 30,
      required_credits: 101,
      remaining_credits: 65,
      time_remaining: "1 seconds",
    });
    expect(vendor.requests.at(-1)?.throttled).toBe(true);
    vendor.clock.now += 1_000;
    const rich = await ask(vendor, headers, products, { first: 100 });
    expect(rich.body.extensions).toEqual({
      throttling: {
        cost: 101,
        user_quota: { credits_remaining: 24, max_available: 4004, increment_rate: 60 },
      },
    });
  });

  it("says only the cost when asked to analyse", async () => {
    const vendor = await open(simulator);
    const query =
      "{ warehouse_products(analyze: true) { complexity data(first: 50) { edges { node { sku } } } } }";
    const { body } = await ask(vendor, await signIn(vendor), query);
    expect(body.data?.warehouse_products).toEqual({ complexity: 51, data: null });
  });

  it("writes a snapshot in the background, by account and SKU, for a day", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const made = await ask(
      vendor,
      headers,
      `mutation { inventory_generate_snapshot(data: {new_format: true, warehouse_id: "${simulator.locationCode(1)}"}) { snapshot { snapshot_id status snapshot_url } } }`,
    );
    const snapshot = made.body.data?.inventory_generate_snapshot?.snapshot;
    expect(snapshot).toMatchObject({ status: "processing", snapshot_url: null });
    const poll = `{ inventory_snapshot(snapshot_id: "${text(snapshot?.snapshot_id)}") { data { status snapshot_url } } }`;
    vendor.clock.now += 2_000;
    const done = (await ask(vendor, headers, poll)).body.data?.inventory_snapshot?.data;
    expect(done?.status).toBe("success");
    const file = (await send(text(done?.snapshot_url))).body;
    const products = Object.values(file.products!)[0]!;
    expect(products["A,B"]?.warehouse_products?.[simulator.locationCode(1)]).toMatchObject({
      on_hand: 27,
      available: 26,
    });
    vendor.clock.now += 86_400_001;
    expect((await send(text(done?.snapshot_url))).status).toBe(403);
  });

  it("keeps changes under keys of their own", async () => {
    const vendor = await open(simulator);
    vendor.put([{ item: "007", code: simulator.locationCode(1), onHand: "1", updatedAt: "" }]);
    const query =
      '{ inventory_changes(sku: "007") { data(first: 5) { edges { node { sku previous_on_hand change_in_on_hand } } } } }';
    const { body } = await ask(vendor, await signIn(vendor), query);
    expect(list(body.data?.inventory_changes?.data?.edges)[0]?.node).toEqual({
      sku: "007",
      previous_on_hand: 23,
      change_in_on_hand: -22,
    });
  });
});
