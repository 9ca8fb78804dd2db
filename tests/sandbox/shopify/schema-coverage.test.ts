import { getNamedType, isCompositeType, isEnumType, isObjectType } from "graphql";
import type { GraphQLField, GraphQLObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminSchema } from "../../../sandbox/shopify/graphql/schema.ts";
import { austin, brooklyn, mug, World } from "./support.ts";

let world: World;
beforeAll(async () => {
  world = await World.open({ items: 1, restoreRate: 1000 });
  world.shop.grantScopes([
    "read_inventory_transfers",
    "read_inventory_shipments",
    "read_publications",
    "read_users",
  ]);
  world.shop.addTransfer({
    status: "TRANSFERRED",
    originId: austin,
    destinationId: brooklyn,
    createdAt: world.now,
    shippedAt: world.now,
    receivedAt: world.now,
    lines: [{ inventoryItemId: mug, quantity: 6, shipped: 6, received: 6 }],
  });
  await world.bulk(`{ products { edges { node { id } } } }`);
});
afterAll(() => world.shopify.close());

const ids: Readonly<Record<string, string>> = {
  bulkOperation: "gid://shopify/BulkOperation/5600000000001",
  inventoryItem: mug,
  inventoryShipment: "gid://shopify/InventoryShipment/1",
  inventoryTransfer: "gid://shopify/InventoryTransfer/1",
  location: "gid://shopify/Location/104",
  product: "gid://shopify/Product/8400000000001",
  productVariant: "gid://shopify/ProductVariant/45100000000001",
};
const values: Readonly<Record<string, string>> = {
  names: `["available", "on_hand"]`,
  locationId: `"${brooklyn}"`,
  inventoryItemId: `"${mug}"`,
  publicationId: `"gid://shopify/Publication/1"`,
  first: "1",
};

function argumentsOf(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.flatMap(({ name }) => (name in values ? [`${name}: ${values[name]}`] : []));
  return given.length === 0 ? "" : `(${given.join(", ")})`;
}

/** Every field of a type, and of the types below it to a depth. */
function selectionOf(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (!isCompositeType(inner)) return [`${field.name}${argumentsOf(field)}`];
    if (depth === 0) return [];
    if (!isObjectType(inner)) return [`${field.name}${argumentsOf(field)} { __typename }`];
    const below = inner.name.endsWith("Connection") || inner.name.endsWith("Edge") ? depth : depth - 1;
    return [`${field.name}${argumentsOf(field)} { __typename ${selectionOf(inner, below)} }`];
  });
  return fields.join(" ");
}

describe("the stand-in", () => {
  it.each(Object.entries(ids))("answers every field of %s, and of what hangs on it", async (name, id) => {
    const type = getNamedType(adminSchema.getQueryType()!.getFields()[name]!.type);
    if (!isObjectType(type)) throw new Error(`${name} is no object`);
    const { data, errors } = await world.ask(`{ ${name}(id: "${id}") { ${selectionOf(type, 1)} } }`);
    expect(errors).toBeUndefined();
    expect(data[name]).not.toBeNull();
  });

  it.each(["shop", "currentAppInstallation", "inventoryProperties"])(
    "answers every field of %s",
    async (name) => {
      const type = getNamedType(adminSchema.getQueryType()!.getFields()[name]!.type);
      if (!isObjectType(type)) throw new Error(`${name} is no object`);
      const { errors } = await world.ask(`{ ${name} { ${selectionOf(type, 1)} } }`);
      expect(errors).toBeUndefined();
    },
  );

  it("no longer has the refusal that 2026-10 removed", () => {
    const codes = adminSchema.getType("InventorySetQuantitiesUserErrorCode");
    if (!isEnumType(codes)) throw new Error("no enum");
    expect(codes.getValues().map(({ name }) => name)).toContain("CHANGE_FROM_QUANTITY_STALE");
    expect(codes.getValues().map(({ name }) => name)).not.toContain("ITEM_NOT_STOCKED_AT_LOCATION");
  });
});
