import { describe, expect, it } from "vitest";
import { shiphero } from "../../app/connectors/shiphero/index.ts";
import { answer, atVendor, lineOf, linesOf, type Asked, type Respond } from "./vendor.ts";

const warehouse = "V2FyZWhvdXNlOjE=";
const other = "V2FyZWhvdXNlOjI=";
const row = {
  account_id: "QWNjb3VudDox",
  sku: "KC-001",
  warehouse_id: warehouse,
  on_hand: 12,
  allocated: 2,
  available: 9,
  reserve_inventory: 1,
  non_sellable_quantity: 0,
  updated_at: "2026-04-03T10:15:00",
};
const warehouses = {
  account: {
    complexity: 2,
    data: {
      id: "QWNjb3VudDox",
      warehouses: [
        { id: warehouse, legacy_id: 1, identifier: "Primary", profile: "" },
        { id: other, legacy_id: 2, identifier: "", profile: "default" },
      ],
    },
  },
};

describe("ShipHero", () => {
  it("reads pages by cursor and takes times without a zone as UTC", async () => {
    const { config, context } = await setUp({ sweep: "pages" }, ({ json }) => {
      const { after } = json?.variables as { after?: string };
      return after === "c1"
        ? levels([{ ...row, sku: "KC-002", available: null }])
        : levels([row], { hasNextPage: true, endCursor: "c1" });
    });
    expect(await linesOf(shiphero.readLevels(config, context()))).toEqual([
      `KC-001@${warehouse} on_hand=12 available=9 committed=2 safety_stock=1 unavailable=0 at 2026-04-03T10:15:00Z`,
      `KC-002@${warehouse} on_hand=12 committed=2 safety_stock=1 unavailable=0 at 2026-04-03T10:15:00Z`,
    ]);
  });

  it("waits when credits run out, which ShipHero says with status 200, and asks again", async () => {
    let asked = 0;
    const { config, context } = await setUp({ sweep: "pages" }, () =>
      ++asked === 1
        ? {
            errors: [
              {
                message: "There are not enough credits to perform the requested operation",
                code: 30,
                required_credits: 101,
                remaining_credits: 40,
                time_remaining: "1 second",
              },
            ],
            data: null,
          }
        : levels([row]),
    );
    const began = performance.now();
    expect(await linesOf(shiphero.readLevels(config, context()))).toHaveLength(1);
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it("asks for many keys in one request", async () => {
    const { config, context, asked } = await setUp({}, ({ json }) => {
      const variables = json?.variables as Record<string, string>;
      const one = (index: number) => ({
        complexity: 6,
        data: {
          edges:
            variables[`sku${index}`] === "GONE"
              ? []
              : [
                  {
                    node: {
                      ...row,
                      sku: variables[`sku${index}`],
                      warehouse_id: variables[`warehouse${index}`],
                    },
                  },
                ],
        },
      });
      return { data: { key0: one(0), key1: one(1), key2: one(2) } };
    });
    const keys = [
      { item: 'A "quoted" {sku}', code: warehouse },
      { item: "GONE", code: warehouse },
      { item: "KC-001", code: other },
    ];
    const found = await shiphero.readKeys(config, context("probe"), keys);
    expect(found.map(({ item, code }) => `${item}@${code}`)).toEqual([
      `A "quoted" {sku}@${warehouse}`,
      `KC-001@${other}`,
    ]);
    expect(asked.filter(isQuestion)).toHaveLength(1);
  });

  it("reads a snapshot of each warehouse, once it is made, and sends no token with the file", async () => {
    const looks = new Map<string, number>();
    const { config, context, asked, origin } = await setUp({}, ({ url, json }) => {
      if (url.pathname.startsWith("/files/")) return snapshotOf(decodeURIComponent(url.pathname.slice(7)));
      const query = String(json?.query);
      const variables = json?.variables as { data: { warehouse_id: string }; id: string };
      if (query.includes("GenerateSnapshot")) {
        const snapshot = { snapshot_id: variables.data.warehouse_id, status: "enqueued" };
        return { data: { generated: { complexity: 10, snapshot } } };
      }
      if (query.includes("Warehouses")) return { data: warehouses };
      const look = (looks.get(variables.id) ?? 0) + 1;
      looks.set(variables.id, look);
      const file = `${origin}/files/${encodeURIComponent(variables.id)}?signature=abc`;
      const snapshot =
        look < 2
          ? { snapshot_id: variables.id, status: "processing", error: null, snapshot_url: null }
          : { snapshot_id: variables.id, status: "success", error: null, snapshot_url: file };
      return { data: { found: { complexity: 1, snapshot } } };
    });
    expect(await linesOf(shiphero.readLevels(config, context()))).toEqual([
      `KC-001@${warehouse} on_hand=12 available=9 committed=2 safety_stock=1 unavailable=0`,
      `007@${warehouse} on_hand=5 available=5 committed=0 safety_stock=0 unavailable=0`,
      'page 1, row 3: on_hand: "many" is not a number',
      `KC-001@${other} on_hand=3 available=3 committed=0 safety_stock=0 unavailable=0`,
    ]);
    const files = asked.filter(({ url }) => url.pathname.startsWith("/files/"));
    expect(files).toHaveLength(2);
    for (const { headers } of files) expect(headers.authorization).toBeUndefined();
  });

  it("goes on with the next warehouse after one that was read to its end", async () => {
    const { config, context, asked, origin } = await setUp({}, ({ url, json }) => {
      if (url.pathname.startsWith("/files/")) return snapshotOf(other);
      if (String(json?.query).includes("Warehouses")) return { data: warehouses };
      const snapshot = {
        snapshot_id: "s",
        status: "success",
        error: null,
        snapshot_url: `${origin}/files/s`,
      };
      return { data: { generated: { complexity: 10, snapshot }, found: { complexity: 1, snapshot } } };
    });
    const lines = await linesOf(shiphero.readLevels(config, context(), warehouse));
    expect(lines.map((line) => line.split(" ")[0])).toEqual([`KC-001@${other}`]);
    const made = asked.flatMap(({ json }) => {
      const variables = json?.variables as { data?: { warehouse_id: string } } | undefined;
      return variables?.data ? [variables.data.warehouse_id] : [];
    });
    expect(made).toEqual([other]);
  });

  it("does not take a file of another shape for an empty warehouse", async () => {
    const { config, context, origin } = await setUp({}, ({ url, json }) => {
      if (url.pathname.startsWith("/files/")) return { greeting: "hello" };
      if (String(json?.query).includes("Warehouses")) return { data: warehouses };
      const snapshot = {
        snapshot_id: "s",
        status: "success",
        error: null,
        snapshot_url: `${origin}/files/s`,
      };
      return { data: { generated: { complexity: 10, snapshot }, found: { complexity: 1, snapshot } } };
    });
    await expect(linesOf(shiphero.readLevels(config, context()))).rejects.toMatchObject({
      fault: "unreadable",
    });
  });

  it("names the scope that a developer user lacks", async () => {
    const { config, context } = await setUp({ sweep: "pages" }, () => ({
      errors: [
        { message: "Missing required scope(s): view:inventory", operation: "warehouse_products", code: 7 },
      ],
      data: { levels: null },
    }));
    await expect(shiphero.check(config, context("check"))).rejects.toMatchObject({
      fault: "rights",
      message: expect.stringContaining("view:inventory"),
    });
  });

  it("warns of a developer user that may write", async () => {
    const { config, context } = await setUp({}, () => levels([row]), "view:products change:inventory");
    const { sample, warnings } = await shiphero.check(config, context("check"));
    expect(sample.map(lineOf)).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining("change:inventory")]);
  });

  it("tells what happened in the app's own words", async () => {
    const change = {
      id: "1",
      sku: "KC-001",
      warehouse_id: warehouse,
      change_in_on_hand: -3,
      reason: "Cycle counted by Ann",
      cycle_counted: true,
      created_at: "2026-04-03T10:15:00Z",
    };
    const { config, context, asked } = await setUp({}, () => ({
      data: {
        changes: {
          complexity: 101,
          data: {
            pageInfo: { hasNextPage: false, endCursor: null },
            edges: [
              { node: change },
              {
                node: {
                  ...change,
                  id: "2",
                  cycle_counted: false,
                  change_in_on_hand: 10,
                  reason: "Received PO 12",
                },
              },
            ],
          },
        },
      },
    }));
    const events = [];
    for await (const some of shiphero.readEvents!(config, context("events"), Date.UTC(2026, 3, 1)))
      events.push(...some);
    expect(events.map(({ kind, delta }) => [kind, delta])).toEqual([
      ["cycle_count", "-3"],
      ["receipt", "10"],
    ]);
    expect(asked.find(isQuestion)?.json?.variables).toMatchObject({ from: "2026-04-01T00:00:00.000Z" });
  });
});

function setUp(config: Record<string, unknown>, respond: Respond, scope = "view:products") {
  return atVendor(shiphero, { refreshToken: "r3fresh", ...config }, (asked) => {
    if (asked.url.pathname === "/auth/refresh")
      return asked.json?.refresh_token === "r3fresh"
        ? { access_token: "t0ken", expires_in: 2_419_200, scope, token_type: "Bearer" }
        : answer(401, { error: "invalid" });
    if (isQuestion(asked) && asked.headers.authorization !== "Bearer t0ken") return answer(401, {});
    return respond(asked);
  });
}

function isQuestion({ url }: Asked): boolean {
  return url.pathname === "/graphql";
}

function levels(nodes: readonly object[], pageInfo: object = { hasNextPage: false, endCursor: null }) {
  return {
    data: { levels: { complexity: 101, data: { pageInfo, edges: nodes.map((node) => ({ node })) } } },
  };
}

/** The shape of a snapshot in the new format: products by account, then by SKU, then by warehouse. */
function snapshotOf(id: string) {
  const stock = (warehouse_id: string, on_hand: number | string, rest: object = {}) => ({
    [warehouse_id]: {
      warehouse_id,
      on_hand,
      allocated: 0,
      available: on_hand,
      reserve: 0,
      non_sellable: 0,
      ...rest,
    },
  });
  const first = {
    "KC-001": {
      sku: "KC-001",
      warehouse_products: {
        ...stock("1", 12, { allocated: 2, available: 9, reserve: 1, item_bins: { a: { quantity: 12 } } }),
        ...stock("2", 3),
      },
    },
    "007": { sku: "007", warehouse_products: stock(warehouse, 5) },
    BAD: { sku: "BAD", warehouse_products: stock(warehouse, "many") },
    ELSEWHERE: { sku: "ELSEWHERE", warehouse_products: {} },
  };
  const second = { "KC-001": { sku: "KC-001", warehouse_products: stock(other, 3) } };
  return { snapshot_id: id, products: { QWNjb3VudDox: id === warehouse ? first : second } };
}
