import { expect, test } from "vitest";
import { data, scriptedShopify } from "../support/scripted-shopify.ts";
import { storefrontOver } from "../support/storefront-over.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const id = "gid://shopify/BulkOperation/1";
const url = "https://storage.example/result.jsonl";

function variant(more: object = {}) {
  return {
    id: "gid://shopify/ProductVariant/1",
    title: "Large",
    sku: "KC-001",
    price: "49.00",
    barcode: "0731234000016",
    inventoryItem: { id: "gid://shopify/InventoryItem/7" },
    product: {
      id: "gid://shopify/Product/1",
      title: "Bowl",
      vendor: "Kiln & Co",
      tags: ["sale", "bowl"],
      hasOnlyDefaultVariant: false,
      featuredMedia: { preview: { image: { url: "https://cdn.example/bowl.jpg" } } },
    },
    ...more,
  };
}

async function sweep(lines: readonly object[]) {
  const clock = new VirtualClock();
  const text = lines.map((line) => `${JSON.stringify(line).replaceAll("/", "\\/")}\n`).join("");
  const shopify = scriptedShopify({
    BulkRun: () => data({ bulkOperationRunQuery: { bulkOperation: { id }, userErrors: [] } }),
    BulkProgress: () =>
      data({
        bulkOperation: {
          id,
          status: "COMPLETED",
          errorCode: null,
          objectCount: String(lines.length),
          fileSize: String(Buffer.byteLength(text)),
          url,
        },
      }),
  });
  const fetching: typeof fetch = (input, init) =>
    input === url ? Promise.resolve(new Response(text)) : shopify.fetch(input, init);
  const { storefront } = storefrontOver(fetching, clock);
  return clock.run(
    (async () => {
      const items = [];
      const signal = new AbortController().signal;
      for await (const item of storefront.sweepProducts("kiln.myshopify.com", { signal })) items.push(item);
      return items;
    })(),
  );
}

test("each variant becomes what the merchant calls its inventory item", async () => {
  expect(await sweep([variant()])).toEqual([
    {
      inventoryItemId: "gid://shopify/InventoryItem/7",
      variantId: "gid://shopify/ProductVariant/1",
      productId: "gid://shopify/Product/1",
      sku: "KC-001",
      productTitle: "Bowl",
      variantTitle: "Large",
      price: "49.00",
      imageUrl: "https://cdn.example/bowl.jpg",
      vendor: "Kiln & Co",
      barcode: "0731234000016",
      tags: ["sale", "bowl"],
    },
  ]);
});

test("the only variant of a product has no name of its own, and what is missing is null", async () => {
  const product = {
    id: "gid://shopify/Product/1",
    title: "Bowl",
    vendor: "",
    tags: [],
    hasOnlyDefaultVariant: true,
    featuredMedia: null,
  };
  const [item] = await sweep([variant({ title: "Default Title", sku: null, barcode: "", product })]);
  expect(item).toMatchObject({ variantTitle: null, sku: null, imageUrl: null, vendor: null, barcode: null });
});

test("a line of another shape ends the sweep and names the field", async () => {
  await expect(sweep([variant(), variant({ price: 49 })])).rejects.toThrow('"price"');
});
