import { describe, expect, test } from "vitest";
import { presentRows, shownSystems } from "../../../app/ui/discrepancies/present-rows.ts";
import { formatFor } from "../../../app/ui/format.ts";
import { discrepancy, everyRow, now, row, side, sides } from "../fixtures/discrepancies.ts";

const format = formatFor({ timezone: "Asia/Kathmandu", currency: "USD", locale: "en-GB", now });
const all = ["wms", "erp", "storefront"] as const;

describe("rows", () => {
  test("hold the pools of one SKU and location together, wherever they stand on the page", () => {
    const onHand = row(
      discrepancy("both", sides({ wms: "1", erp: "2", storefront: "3" }), { pool: "on_hand" }),
    );
    const other = row(discrepancy("both", sides({ wms: "1", erp: "2", storefront: "3" }), { sku: "OTHER" }));
    const available = row(
      discrepancy("both", sides({ wms: "1", erp: "2", storefront: "3" }), { recurrence: 2 }),
    );
    const [first, second, ...rest] = presentRows([onHand, other, available], all, format);
    expect(first?.pools.map((pool) => pool.name)).toEqual(["On hand", "Available"]);
    expect(first?.cameBack).toBe("Came back 2 times");
    expect(second?.sku).toBe("OTHER");
    expect(second?.cameBack).toBeNull();
    expect(rest).toEqual([]);
  });

  test("keep the same SKU at two locations apart", () => {
    const here = row(discrepancy("both", sides({ erp: "2", storefront: "3" })));
    const there = row(discrepancy("both", sides({ erp: "2", storefront: "3" }), { locationId: "L2" }));
    expect(presentRows([here, there], all, format)).toHaveLength(2);
  });

  test("say unknown, missing and absent in words, never as 0", () => {
    const of = discrepancy("missing", { wms: side(null), erp: side(null, { missing: true }) });
    const [key] = presentRows([row(of)], all, format);
    expect(key?.pools[0]?.cells.map((cell) => cell.text)).toEqual([
      "not reported",
      "no row",
      "not mapped here",
    ]);
    expect(key?.pools[0]?.cells.every((cell) => !cell.known)).toBe(true);
  });

  test("write 0 as a value", () => {
    const [key] = presentRows(
      [row(discrepancy("downstream", sides({ erp: "0", storefront: "4" })))],
      all,
      format,
    );
    expect(key?.pools[0]?.cells[1]).toMatchObject({ text: "0", known: true });
  });

  test("give every value's reading time with its zone", () => {
    const [key] = presentRows(everyRow, all, format);
    expect(key?.pools[0]?.cells.map((cell) => cell.readAt)).toEqual(Array(3).fill("read 14:04 GMT+5:45"));
  });

  test("say that units, money and direction are not known rather than nothing", () => {
    const of = discrepancy("both", sides({ wms: "1" }), { units: null, money: null, direction: null });
    const [key] = presentRows([row(of)], all, format);
    expect(key?.pools[0]).toMatchObject({
      difference: "not reported",
      money: "no price known",
      direction: { kind: "undecided", label: "Direction not known" },
    });
  });
});

describe("columns", () => {
  test("are the connected systems and the storefront", () => {
    expect(shownSystems(new Set(["erp"]), [])).toEqual(["erp", "storefront"]);
  });

  test("stay for a system that was taken away while its values are still shown", () => {
    expect(shownSystems(new Set(), [everyRow[0]!])).toEqual(["wms", "erp", "storefront"]);
  });
});
