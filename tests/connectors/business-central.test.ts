import { describe, expect, it } from "vitest";
import { businessCentral } from "../../app/connectors/business-central/index.ts";
import { plain } from "../../app/connectors/business-central/events.ts";
import { answer, atVendor, linesOf, type Asked } from "./vendor.ts";

const company = "5d115c9c-44e3-ea11-bb43-000d3a2feca1";
const secrets = { tenant: "contoso.example", company, clientId: "app", clientSecret: "s3cr3t" };

/** Entra and Business Central stand at one address here. */
async function setUp(sets: (set: string, asked: Asked) => object, change: object = {}) {
  let origin = "";
  const respond = (asked: Asked) => {
    if (asked.url.pathname.endsWith("/token")) return { access_token: "t0ken", expires_in: 3599 };
    if (asked.headers.authorization !== "Bearer t0ken")
      return answer(401, { error: { code: "Authentication_X" } });
    const set = asked.url.pathname.split("/").at(-1) ?? "";
    const rows = sets(set, asked);
    return Array.isArray(rows) ? { value: rows } : rows;
  };
  const vendor = await atVendor(businessCentral, { ...secrets, ...change }, respond);
  origin = vendor.origin;
  return { ...vendor, config: { ...vendor.config, signInAddress: origin } };
}

const entry = (entryNo: number, itemNo: string, locationCode: string, remainingQuantity: unknown) => ({
  entryNo,
  itemNo,
  locationCode,
  remainingQuantity,
});
const line = (documentNo: string, itemNo: string, outstandingQtyBase: number, documentType = "Order") => ({
  documentType,
  documentNo,
  lineNo: 10_000,
  itemNo,
  locationCode: "BLUE",
  outstandingQtyBase,
});

/** The ledger answers three questions: its last number, its open entries, and what came after that number. */
function ledger(open: readonly object[], since: readonly object[] = []) {
  return ({ url }: Asked) => {
    if (url.searchParams.has("$orderby")) return [{ entryNo: 900 }];
    return (url.searchParams.get("$filter") ?? "").startsWith("entryNo gt") ? since : open;
  };
}

describe("Business Central", () => {
  it("sums open entries, takes orders off, and knows entries without a location", async () => {
    const read = ledger([
      entry(1, "1896-S", "BLUE", 6),
      entry(2, "1896-S", "BLUE", -0.5),
      entry(3, "A", "", 4),
    ]);
    const { config, context } = await setUp((set, asked) => {
      if (set === "itemOutstandingSalesLines")
        return [
          line("1", "1896-S", 2),
          line("2", "1896-S", 9, "Quote"),
          line("3", "1896-S", 9, "Blanket_x0020_Order"),
        ];
      return set === "itemOutstandingPurchaseLines" ? [line("4", "NEW", 3)] : read(asked);
    });
    expect([...(await linesOf(businessCentral.readLevels(config, context())))].sort()).toEqual([
      "1896-S@BLUE on_hand=5.5 available=3.5 committed=2 incoming=0",
      "A@(none) on_hand=4 available=4 committed=0 incoming=0",
      "NEW@BLUE on_hand=0 available=0 committed=0 incoming=3",
    ]);
  });

  it("leaves a state unknown whose set this version does not have, and says so", async () => {
    const read = ledger([entry(1, "A", "BLUE", 6)]);
    const { config, context } = await setUp((set, asked) =>
      set.startsWith("itemOutstanding")
        ? answer(404, { error: { code: "BadRequest_NotFound" } })
        : read(asked),
    );
    expect(await linesOf(businessCentral.readLevels(config, context()))).toEqual(["A@BLUE on_hand=6"]);
    const { warnings } = await businessCentral.check(config, context("check"));
    expect(warnings.join()).toMatch(/available and committed stay unknown.*incoming stays unknown/);
  });

  it("drops a sum with a part that cannot be read", async () => {
    const read = ledger([entry(1, "A", "BLUE", 6), entry(2, "A", "BLUE", "many"), entry(3, "B", "BLUE", 1)]);
    const { config, context } = await setUp((set, asked) => (set === "itemLedgerEntries" ? read(asked) : []));
    expect(await linesOf(businessCentral.readLevels(config, context()))).toEqual([
      'page 1, row 2: remainingQuantity: "many" is not a number',
      "B@BLUE on_hand=1 available=1 committed=0 incoming=0",
    ]);
  });

  it("reads an item again that moved while the rest was read", async () => {
    const { config, context } = await setUp((set, { url }) => {
      const filter = url.searchParams.get("$filter") ?? "";
      if (set !== "itemLedgerEntries") return [];
      if (url.searchParams.has("$orderby")) return [{ entryNo: 5 }];
      if (filter.startsWith("entryNo gt 5")) return [{ entryNo: 6, itemNo: "O'A" }];
      const again = filter.includes("itemNo eq 'O''A'");
      return again ? [entry(6, "O'A", "BLUE", 7)] : [entry(1, "O'A", "BLUE", 9), entry(2, "B", "BLUE", 1)];
    });
    expect(await linesOf(businessCentral.readLevels(config, context()))).toEqual([
      "B@BLUE on_hand=1 available=1 committed=0 incoming=0",
      "O'A@BLUE on_hand=7 available=7 committed=0 incoming=0",
    ]);
  });

  it("finds the company by its name, and says which there are", async () => {
    const read = ledger([entry(1, "A", "BLUE", 6)]);
    const named = { company: "CRONUS" };
    const found = await setUp((set, asked) => {
      if (set === "companies") return [{ id: company, name: "CRONUS", displayName: "" }];
      return set === "itemLedgerEntries" ? read(asked) : [];
    }, named);
    await linesOf(businessCentral.readLevels(found.config, found.context()));
    expect(found.asked.some(({ url }) => url.pathname.includes(`companies(${company})`))).toBe(true);
    const missing = await setUp(() => [{ id: company, name: "Other" }], named);
    await expect(
      linesOf(businessCentral.readLevels(missing.config, missing.context())),
    ).rejects.toMatchObject({
      fault: "not_found",
      field: "company",
      message: expect.stringContaining("Other"),
    });
  });

  it("never follows a next page to another host", async () => {
    const { config, context } = await setUp(() => ({
      value: [],
      "@odata.nextLink": "https://elsewhere.example/x",
    }));
    await expect(linesOf(businessCentral.readLevels(config, context()))).rejects.toThrow("another host");
  });

  it("reads names out of their escapes", () => {
    expect(plain("Positive_x0020_Adjmt_x002E_")).toBe("Positive Adjmt.");
  });

  describe("with a query of the merchant's own", () => {
    const exact = {
      source: {
        kind: "exact",
        route: "contoso/inventory/v1.0",
        entitySet: "stockLevels",
        variant: "variantCode",
        states: { on_hand: "inventory", reserved: "reservedQty" },
      },
    };
    const row = (itemNo: string, variantCode: string, inventory: number) => ({
      itemNo,
      variantCode,
      locationCode: "BLUE",
      inventory,
      reservedQty: null,
    });

    it("names variants as SKUs do, and goes on at the next page when it was cut off", async () => {
      const { config, context, asked } = await setUp((_set, { url }) => {
        if (url.searchParams.get("$skiptoken") === "2") return [row("B", "", 1)];
        const next = `${url.origin}${url.pathname}?$skiptoken=2`;
        return { value: [row("SHIRT", "RED", 5)], "@odata.nextLink": next };
      }, exact);
      const pages = await Array.fromAsync(businessCentral.readLevels(config, context()));
      expect(pages.flatMap(({ levels }) => levels.map(({ item }) => item))).toEqual(["SHIRT-RED", "B"]);
      const position = pages[0]?.position ?? "";
      expect(position).not.toContain("http");
      expect(await linesOf(businessCentral.readLevels(config, context(), position))).toEqual([
        "B@BLUE on_hand=1",
      ]);
      expect(asked.at(-1)?.url.pathname).toContain("/api/contoso/inventory/v1.0/companies(");
    });

    it("looks for an SKU at every place where it may be cut", async () => {
      const { config, context, asked } = await setUp(() => [row("A-B", "C", 5), row("A", "X", 1)], exact);
      const levels = await businessCentral.readKeys(config, context("probe"), [
        { item: "A-B-C", code: "BLUE" },
      ]);
      expect(levels.map(({ item }) => item)).toEqual(["A-B-C"]);
      expect(asked.at(-1)?.url.searchParams.get("$filter")).toBe(
        "itemNo eq 'A-B-C' or itemNo eq 'A' or itemNo eq 'A-B'",
      );
    });
  });
});
