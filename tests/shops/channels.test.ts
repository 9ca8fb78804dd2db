import { describe, expect, it } from "vitest";
import { locationsServing } from "../../app/shops/channels.ts";

const shop = { id: "shop", active: true, fulfillsOnlineOrders: false };
const warehouse = { id: "warehouse", active: true, fulfillsOnlineOrders: true };
const closed = { id: "closed", active: false, fulfillsOnlineOrders: true };

describe("the locations that serve a sales channel", () => {
  it("are those that fulfil online orders, for whoever orders from afar", () => {
    expect([...locationsServing("Online Store", [shop, warehouse, closed])]).toEqual(["warehouse"]);
  });
  it("are all that are open, for a till", () => {
    expect([...locationsServing("Point of Sale", [shop, warehouse, closed])]).toEqual(["shop", "warehouse"]);
  });
});
