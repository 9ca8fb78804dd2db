import { describe, expect, it } from "vitest";
import { erpnext } from "../../app/connectors/erpnext/index.ts";
import { answer, atVendor, linesOf, type Respond } from "./vendor.ts";

const settings = { apiKey: "k3y", apiSecret: "s3cr3t", timeZone: "Asia/Kolkata" };
const bin = {
  name: "a1b2",
  item_code: 'KC/001, "x"',
  warehouse: "Stores - KC",
  actual_qty: 12.0,
  reserved_qty: 2.0,
  ordered_qty: null,
  modified: "2026-11-23 12:38:19.123456",
};
const setUp = (respond: Respond, change: object = {}) =>
  atVendor(erpnext, { ...settings, ...change }, respond);

async function eventsOf(rows: readonly object[]): Promise<readonly string[]> {
  const { config, context } = await setUp(() => ({ data: rows }));
  const told: string[] = [];
  for await (const events of erpnext.readEvents!(config, context("events"), 0))
    told.push(...events.map(({ kind, code, delta, note }) => `${kind} ${code} ${delta} (${note})`));
  return told;
}

describe("ERPNext", () => {
  it("computes available, leaves out what is null, and reads times in the site's zone", async () => {
    const { config, context, asked } = await setUp(() => ({ data: [bin] }));
    expect(await linesOf(erpnext.readLevels(config, context()))).toEqual([
      'KC/001, "x"@Stores - KC on_hand=12 available=10 committed=2 at 2026-11-23T07:08:19.123Z',
    ]);
    expect(asked[0]?.headers).toMatchObject({ authorization: "token k3y:s3cr3t" });
    expect(asked[0]?.url.searchParams.get("order_by")).toBe("name asc");
  });

  it("counts the warehouses of one company only, where one is named", async () => {
    const { config, context } = await setUp(
      ({ url }) =>
        url.pathname.endsWith("/Warehouse")
          ? { data: [{ name: "Stores - KC", warehouse_name: "Stores" }] }
          : { data: [bin, { ...bin, name: "b", warehouse: "Stores - ZZ" }] },
      { company: "Kiln" },
    );
    expect(await linesOf(erpnext.readLevels(config, context()))).toHaveLength(1);
  });

  it("asks for changes an hour early and in the site's own time", async () => {
    const { config, context, asked } = await setUp(() => ({ data: [] }));
    await linesOf(erpnext.readChanges!(config, context("changes"), Date.UTC(2026, 10, 23, 7)));
    expect(JSON.parse(asked[0]?.url.searchParams.get("filters") ?? "")).toEqual([
      ["modified", ">=", "2026-11-23 11:30:00"],
    ]);
  });

  it("tells a transfer from an adjustment by its two rows, and notes what was cancelled", async () => {
    const entry = (name: string, change: object) => ({
      name,
      item_code: "A",
      warehouse: "W1",
      actual_qty: 1,
      voucher_type: "Stock Entry",
      voucher_no: "E1",
      is_cancelled: 0,
      creation: "2026-11-23 12:00:00",
      modified: "2026-11-23 12:00:00",
      ...change,
    });
    const rows = [
      entry("1", { actual_qty: -3 }),
      entry("2", { actual_qty: 3, warehouse: "W2" }),
      entry("3", { voucher_no: "E2", actual_qty: -1 }),
      entry("8", { voucher_no: "E3", actual_qty: 5 }),
      entry("4", { voucher_type: "Delivery Note", voucher_no: "D1", actual_qty: -2 }),
      entry("5", { voucher_type: "Delivery Note", voucher_no: "D2", actual_qty: 2 }),
      entry("6", { voucher_type: "Stock Reconciliation", voucher_no: "R1" }),
      entry("7", { voucher_type: "Purchase Receipt", voucher_no: "P1", is_cancelled: 1 }),
    ];
    expect(await eventsOf(rows)).toEqual([
      "transfer_out W1 -3 (Stock Entry E1)",
      "transfer_in W2 3 (Stock Entry E1)",
      "adjustment W1 -1 (Stock Entry E2)",
      "adjustment W1 5 (Stock Entry E3)",
      "pick W1 -2 (Delivery Note D1)",
      "return W1 2 (Delivery Note D2)",
      "cycle_count W1 1 (Stock Reconciliation R1)",
      "note W1 null (Purchase Receipt P1 was cancelled)",
    ]);
  });

  it("counts what reposting still has to do", async () => {
    const { config, context } = await setUp(({ url }) => {
      const filters = url.searchParams.get("filters") ?? "";
      const at = { creation: "2026-11-23 12:00:00", modified: "2026-11-23 12:30:00" };
      if (filters.includes("Completed")) return { data: [{ name: "x", status: "Completed", ...at }] };
      return {
        data: [
          { name: "1", status: "Queued", ...at },
          { name: "2", status: "In Progress", ...at, creation: "2026-11-23 11:00:00" },
          { name: "3", status: "Failed", ...at, creation: "2026-11-01 11:00:00" },
        ],
      };
    });
    expect(await erpnext.readHealth!(config, context("health"))).toEqual({
      queued: 2,
      failed: 1,
      throttled: null,
      oldestQueuedAt: Date.UTC(2026, 10, 23, 5, 30),
      lastSuccessAt: Date.UTC(2026, 10, 23, 7),
    });
  });

  it("warns of another time zone and of a user that may write", async () => {
    const { config, context } = await setUp(({ url: { pathname } }) => {
      if (pathname.endsWith("get_time_zone")) return { message: { time_zone: "Europe/Berlin" } };
      if (pathname.endsWith("get_logged_user")) return { message: "reader@example.com" };
      if (pathname.includes("/User/"))
        return { data: { roles: [{ role: "Stock Manager" }, { role: "Reader" }] } };
      return { data: [bin] };
    });
    const { warnings } = await erpnext.check(config, context("check"));
    expect(warnings).toEqual([
      "None of the first rows has a number in ordered_qty.",
      "The site's time zone is Europe/Berlin, not Asia/Kolkata.",
      "The user may change stock (Stock Manager). Reading needs a role of its own that may only read.",
    ]);
  });

  it("calls a field that is refused a matter of the version", async () => {
    const { config, context } = await setUp(() =>
      answer(417, { exc_type: "DataError", exception: "secret words" }),
    );
    await expect(linesOf(erpnext.readLevels(config, context()))).rejects.toMatchObject({
      fault: "configuration",
      message: expect.not.stringContaining("secret"),
    });
  });
});
