import { describe, expect, it } from "vitest";
import { extensiv } from "../../app/connectors/extensiv/index.ts";
import { answer, atVendor, linesOf, type Respond } from "./vendor.ts";

const summary = (sku: string, facilityId: number, onHand: number | string, rest: object = {}) => ({
  itemIdentifier: { sku, id: sku.length },
  qualifier: "",
  totalReceived: 999,
  allocated: 2,
  available: 10,
  onHold: 0,
  onHand,
  facilityId,
  ...rest,
});

describe("Extensiv", () => {
  it("adds up the qualifiers of a SKU, wherever they stand in the list", async () => {
    const { config, context } = await setUp({}, () => ({
      totalResults: 3,
      summaries: [
        summary("KC-001", 1, 12),
        summary("007", 1, 5),
        summary("KC-001", 1, 3, { qualifier: "RED" }),
      ],
    }));
    expect(await linesOf(extensiv.readLevels(config, context()))).toEqual([
      "KC-001@1 on_hand=15 available=20 committed=4 unavailable=0",
      "007@1 on_hand=5 available=10 committed=2 unavailable=0",
    ]);
  });

  it("does not add up the same SKU of two customers", async () => {
    const { config, context } = await setUp({}, () => ({
      totalResults: 2,
      summaries: [
        summary("A1", 1, 12, { itemIdentifier: { sku: "A1", id: 1 } }),
        summary("A1", 1, 3, { itemIdentifier: { sku: "A1", id: 2 } }),
      ],
    }));
    expect((await linesOf(extensiv.readLevels(config, context()))).map((line) => line.split(" ")[1])).toEqual(
      ["on_hand=12", "on_hand=3"],
    );
  });

  it("gives no sum for a key of which one part cannot be read", async () => {
    const { config, context } = await setUp({}, () => ({
      totalResults: 3,
      summaries: [
        summary("KC-001", 1, 12),
        summary("KC-001", 1, "many", { qualifier: "RED" }),
        summary("007", 1, 5),
      ],
    }));
    expect(await linesOf(extensiv.readLevels(config, context()))).toEqual([
      'page 1, row 2: onhand: "many" is not a number',
      "007@1 on_hand=5 available=10 committed=2 unavailable=0",
    ]);
  });

  it("reads the other casing too", async () => {
    const { config, context } = await setUp({}, () => ({
      TotalResults: 1,
      Summaries: [
        {
          ItemIdentifier: { Sku: "KC-001", Id: 1 },
          FacilityId: 1,
          OnHand: 12.5,
          Available: 3,
          Allocated: null,
          OnHold: 0,
        },
      ],
    }));
    expect(await linesOf(extensiv.readLevels(config, context()))).toEqual([
      "KC-001@1 on_hand=12.5 available=3 unavailable=0",
    ]);
  });

  it("reads one customer's stock from the lines of each facility", async () => {
    const { config, context, asked } = await setUp({ customerId: "7" }, ({ url }) => {
      if (url.pathname === "/properties/facilities") return answer(404, {});
      if (url.pathname === "/inventory/facilities")
        return { totalResults: 1, _embedded: { item: [{ facilityId: 1, name: "Reno" }] } };
      const line = (receiveItemId: number, onHand: number, isOnHold: boolean) => ({
        receiveItemId,
        itemIdentifier: { sku: "KC-001", id: 1 },
        received: 100,
        onHand,
        available: isOnHold ? 0 : onHand,
        isOnHold,
        quarantined: false,
      });
      return { totalResults: 2, _embedded: { item: [line(1, 12, false), line(2, 3, true)] } };
    });
    expect(await linesOf(extensiv.readLevels(config, context()))).toEqual([
      "KC-001@1 on_hand=15 available=12 unavailable=3",
    ]);
    const stock = asked.find(({ url }) => url.pathname === "/inventory/stockdetails");
    expect(Object.fromEntries(stock?.url.searchParams ?? [])).toMatchObject({
      customerid: "7",
      facilityid: "1",
    });
  });

  it("asks for several SKUs in one query, and quotes what the query language would read otherwise", async () => {
    const { config, context, asked } = await setUp({}, () => ({
      totalResults: 2,
      summaries: [summary("KC-001", 1, 12), summary("A,B (2)", 1, 1)],
    }));
    const found = await extensiv.readKeys(config, context("probe"), [
      { item: "KC-001", code: "1" },
      { item: "A,B (2)", code: "1" },
    ]);
    expect(found.map(({ item }) => item)).toEqual(["KC-001", "A,B (2)"]);
    expect(asked.at(-1)?.url.searchParams.get("rql")).toBe(
      'itemIdentifier.sku==KC-001,itemIdentifier.sku=="A,B (2)"',
    );
  });

  it("sends the older credentials' key with the braces, and asks for HAL", async () => {
    const { config, context, asked } = await setUp({ tpl: "{c3a1}" }, () => ({
      totalResults: 0,
      summaries: [],
    }));
    await linesOf(extensiv.readLevels(config, context()));
    expect(asked[0]?.json).toEqual({ grant_type: "client_credentials", user_login_id: "4", tpl: "{c3a1}" });
    expect(asked[1]?.headers.accept).toBe("application/hal+json");
  });

  it("tells wrong credentials from an empty warehouse", async () => {
    const { config, context } = await setUp({ clientSecret: "wrong" }, () => ({
      totalResults: 0,
      summaries: [],
    }));
    await expect(linesOf(extensiv.readLevels(config, context()))).rejects.toMatchObject({
      fault: "credentials",
    });
  });
});

function setUp(config: Record<string, unknown>, respond: Respond) {
  const signIn = { clientId: "app", clientSecret: "s3cr3t", userLoginId: "4" };
  return atVendor(extensiv, { ...signIn, ...config }, (asked) => {
    if (asked.url.pathname === "/AuthServer/api/Token") {
      const expected = `Basic ${Buffer.from("app:s3cr3t").toString("base64")}`;
      return asked.headers.authorization === expected
        ? { access_token: "t0ken", token_type: "Bearer", expires_in: 3600 }
        : answer(400, { error: "invalid_client" });
    }
    return asked.headers.authorization === "Bearer t0ken" ? respond(asked) : answer(401, {});
  });
}
