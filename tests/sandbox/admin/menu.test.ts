import { expect, test } from "vitest";
import { adminPath, placeInAdmin } from "../../../sandbox/admin/browser/shell/address.ts";
import { activeLink } from "../../../sandbox/admin/browser/shell/menu.ts";

const link = (href: string, home = false) => ({ label: href, href, home });
const links = [link("/app", true), link("/app/connections"), link("/app/scans")];

test("a sub-page marks the entry of its parent, and a page without an entry the app itself", () => {
  expect(activeLink(links, "/app/connections/12?tab=1")?.href).toBe("/app/connections");
  expect(activeLink(links, "/app/scansion")?.href).toBe("/app");
  expect(activeLink(links, "/other")).toBeNull();
});

test("addresses of Shopify's admin stay in this admin, others are left alone", () => {
  const page = { store: "/store/kiln" };
  expect(placeInAdmin(page, "shopify://admin/products/1?x=2")).toBe("/store/kiln/products/1?x=2");
  expect(placeInAdmin(page, "shopify:admin/products")).toBe("/store/kiln/products");
  expect(placeInAdmin(page, "https://admin.shopify.com/store/kiln/products")).toBe("/store/kiln/products");
  expect(placeInAdmin(page, "https://example.com/")).toBe("https://example.com/");
});

test("the app's root has no path of its own in the admin", () => {
  const page = { base: "/store/kiln/apps/handoff" } as Parameters<typeof adminPath>[0];
  expect(adminPath(page, "/")).toBe("/store/kiln/apps/handoff");
  expect(adminPath(page, "/app/scans?x=1")).toBe("/store/kiln/apps/handoff/app/scans?x=1");
});
