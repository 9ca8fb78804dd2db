import { expect, it } from "vitest";
import { windowIntoStorefront } from "../../app/shops/windows.ts";

const windows = { wms_erp: 1, erp_storefront: 2, wms_storefront: 3 };

it("the storefront is written by the ERP where there is one, and by the WMS where there is none", () => {
  expect(windowIntoStorefront(windows, ["wms", "erp"])).toBe(2);
  expect(windowIntoStorefront(windows, ["wms"])).toBe(3);
});
