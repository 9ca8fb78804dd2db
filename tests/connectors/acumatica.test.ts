import { describe, expect, it } from "vitest";
import { loadConfig } from "../../app/connectors/config.ts";
import { acumaticaConfig } from "../../app/connectors/acumatica/config.ts";
import { acumatica } from "../../app/connectors/acumatica/index.ts";
import { changedSince } from "../../app/connectors/acumatica/inquiry.ts";
import { answer, atVendor, lineOf, linesOf, type Asked, type Respond } from "./vendor.ts";

const settings = { clientId: "app@Company", clientSecret: "s3cr3t", user: "reader", password: "p4ss" };
const value = (inner: unknown) => ({ value: inner });

function setUp(respond: Respond, change: object = {}) {
  const signedIn = (asked: Asked) => {
    if (asked.url.pathname.endsWith("/identity/connect/token"))
      return { access_token: "t0ken", expires_in: 3600 };
    return asked.headers.authorization === "Bearer t0ken" ? respond(asked) : answer(401, {});
  };
  return atVendor(acumatica, { ...settings, ...change }, signedIn);
}

describe("Acumatica", () => {
  describe("by stock items", () => {
    const item = (id: string, ...rows: readonly object[]) => ({
      InventoryID: value(id),
      WarehouseDetails: rows,
    });
    const detail = (id: string, quantity: unknown) => ({ WarehouseID: value(id), QtyOnHand: quantity });

    it("unwraps scalars, trims keys, and says nothing of what the list does not have", async () => {
      const { config, context } = await setUp(() => [
        item(
          "AALEGO500 ",
          detail("WHOLESALE ", value(12.5)),
          detail("RETAIL", {}),
          detail("MAIN", value("many")),
        ),
        item("NOSTOCK"),
      ]);
      expect(await linesOf(acumatica.readLevels(config, context()))).toEqual([
        "AALEGO500@WHOLESALE on_hand=12.5",
        "AALEGO500@RETAIL",
        'page 1, item AALEGO500, row 3: QtyOnHand: "many" is not a number',
      ]);
    });

    it("adds the bins and lots of a single item up, asked for with PUT", async () => {
      const row = (change: object) => ({
        WarehouseID: value("MAIN"),
        LocationID: value("R1"),
        QtyOnHand: value(5),
        QtyAvailable: value(50),
        QtyAvailableForShipment: value(4),
        QtyNotAvailable: value(1),
        ...change,
      });
      const { config, context, asked } = await setUp(() => ({
        Results: [row({}), row({ LocationID: value("R2") })],
      }));
      const levels = await acumatica.readKeys(config, context("probe"), [{ item: "A", code: "MAIN" }]);
      expect(levels.map(lineOf)).toEqual(["A@MAIN on_hand=10 available=8 unavailable=2"]);
      expect(asked.at(-1)).toMatchObject({
        method: "PUT",
        json: { InventoryID: { value: "A" }, WarehouseID: { value: "MAIN" } },
      });
    });

    it("does not declare what the list cannot tell", () => {
      const config = loadConfig(acumaticaConfig, { ...settings, address: "https://erp.example.com/x" });
      expect(acumatica.capabilitiesOf?.(config)).toMatchObject({ changedAt: false, changedSince: false });
    });
  });

  describe("by a generic inquiry", () => {
    const source = {
      kind: "inquiry",
      path: "odata/Company/Stock",
      updatedAt: "LastModifiedOn",
      states: { on_hand: "QtyOnHand", available: "QtyAvailableForShipping" },
    };
    const row = (InventoryID: string, QtyOnHand: number) => ({
      InventoryID,
      Warehouse: "MAIN",
      QtyOnHand,
      QtyAvailableForShipping: null,
      LastModifiedOn: "2026-11-23T07:08:19",
    });

    it("goes on behind the last pair of item and warehouse", async () => {
      const full = Array.from({ length: 1000 }, (_, index) =>
        row(`A${String(index).padStart(4, "0")}`, index),
      );
      const { config, context, asked } = await setUp(
        ({ url }) => ({ value: url.searchParams.has("$filter") ? [row("O'Z", 1)] : full }),
        { source, timeZone: "America/New_York" },
      );
      const lines = await linesOf(acumatica.readLevels(config, context()));
      expect(lines).toHaveLength(1001);
      expect(lines.at(-1)).toBe("O'Z@MAIN on_hand=1 at 2026-11-23T12:08:19Z");
      expect(asked.at(-1)?.url.searchParams.get("$filter")).toBe(
        "(InventoryID gt 'A0999' or (InventoryID eq 'A0999' and Warehouse gt 'MAIN'))",
      );
      expect(asked.at(-1)?.url.pathname).toBe("/odata/Company/Stock");
    });

    it("asks for changes in the words of its OData and on the user's clock, an hour early", () => {
      const config = loadConfig(acumaticaConfig, {
        ...settings,
        address: "https://erp.example.com",
        timeZone: "America/New_York",
      });
      const since = Date.UTC(2026, 10, 23, 12);
      expect(changedSince(since, "At", "odata/Company/Stock", config)).toBe(
        "At ge datetime'2026-11-23T06:00:00'",
      );
      expect(changedSince(since, "At", "odatav4/Company/Stock", config)).toBe("At ge 2026-11-23T06:00:00Z");
    });
  });

  it.each([
    [403, "rights", null],
    [404, "not_found", "endpointVersion"],
  ])("tells what status %i means: %s", async (status, fault, field) => {
    const { config, context } = await setUp(() => answer(status, { message: "no" }));
    await expect(linesOf(acumatica.readLevels(config, context()))).rejects.toMatchObject({ fault, field });
  });
});
