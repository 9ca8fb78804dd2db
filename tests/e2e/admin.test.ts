import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createProxy } from "../../sandbox/admin/proxy.ts";
import { type Admin, serveAdmin } from "../../sandbox/admin/server.ts";
import { appFrame, openAdmin } from "./support/admin.ts";
import { launchBrowser, phone, visit } from "./support/browser.ts";
import { createFixtureApp } from "./support/fixture-app.ts";
import { fixtureApp, fixtureControls, fixtureShop } from "./support/fixture-shop.ts";
import { expectAccessible, expectNoSidewaysScroll, screenshots } from "./support/look.ts";

const pictures = process.env.PICTURES;
let browser: Browser;
let admin: Admin;
let shop: ReturnType<typeof fixtureShop>;
const servers: Server[] = [];

async function listening(server: Server): Promise<URL> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

beforeAll(async () => {
  browser = await launchBrowser();
  const target = await listening(createFixtureApp("fixture-key"));
  // The proxy and the admin name each other: the proxy learns the admin's address once it stands.
  const addresses = { target, adminOrigin: "", appBridgeAddress: "" };
  const proxy = await listening(createProxy(addresses));
  const app = fixtureApp(proxy.origin);
  shop = fixtureShop(app);
  admin = await serveAdmin({ app, shop, controls: fixtureControls() }, 0);
  addresses.adminOrigin = admin.origin;
  addresses.appBridgeAddress = `${admin.origin}/assets/app-bridge.js`;
});
afterAll(async () => {
  await browser.close();
  await admin.close();
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});
beforeEach(() => shop.install(["read_products"]));

describe("the stand-in admin", () => {
  test("offers to install an app that is not, and then shows it in its frame with a token", async () => {
    shop.uninstall();
    const { page, end } = await visit(browser);
    await page.goto(admin.origin);
    await page.getByRole("heading", { name: "Install Inventory Handoff" }).waitFor();
    if (pictures) await screenshots(page, pictures, "install");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Install" }).click();
    const app = await appFrame(page);
    expect(shop.installs.at(-1)).toEqual(["read_products", "write_inventory", "read_locations"]);
    await app.locator("#who", { hasText: "StaffMember/1" }).waitFor();
    if (pictures) await screenshots(page, pictures, "app");
    await expectAccessible(page);
    await end();
  });

  test("gives the app the token of the staff member who is chosen in the top bar", async () => {
    const { page, end } = await visit(browser);
    await openAdmin(page, admin.origin);
    await page.getByLabel("Signed in as").selectOption({ label: "Jonas Reuter" });
    const app = await appFrame(page);
    await app.locator("#who", { hasText: "StaffMember/2" }).waitFor();
    await end();
  });

  test("shows the app's menu, marks the current entry and keeps its address through back, forward and reload", async () => {
    const { page, end } = await visit(browser);
    const app = await openAdmin(page, admin.origin);
    const base = "/store/kiln-and-co/apps/inventory-handoff";
    await page.getByRole("link", { name: "Connections" }).click();
    await app.getByRole("heading", { name: "/app/connections" }).waitFor();
    await page.waitForURL(`**${base}/app/connections`);
    expect(await page.getByRole("link", { name: "Connections" }).getAttribute("aria-current")).toBe("page");
    await page.getByRole("link", { name: "Locations" }).click();
    await page.waitForURL(`**${base}/app/locations`);
    await page.goBack();
    await page.waitForURL(`**${base}/app/connections`);
    await page.goForward();
    await page.waitForURL(`**${base}/app/locations`);
    await page.reload();
    await (await appFrame(page)).getByRole("heading", { name: "/app/locations" }).waitFor();
    await end();
  });

  test("takes the app's title bar, toasts and modals", async () => {
    const { page, end } = await visit(browser);
    const app = await openAdmin(page, admin.origin);
    await page.getByRole("button", { name: "Second" }).click();
    await page.getByRole("status").filter({ hasText: "Pressed" }).waitFor();
    await app.locator("#error").click();
    await page.getByRole("alert").filter({ hasText: "That failed" }).waitFor();
    await page.getByRole("button", { name: "Do it" }).click();
    await app.getByRole("dialog", { name: "Really?" }).getByText("Inside the modal").waitFor();
    if (pictures) await screenshots(page, pictures, "modal");
    await app.getByRole("button", { name: "Yes" }).click();
    await app.getByRole("dialog").waitFor({ state: "hidden" });
    await end();
  });

  test("shows the save bar for an edited form, and lets nobody leave without asking", async () => {
    const { page, end } = await visit(browser);
    const app = await openAdmin(page, admin.origin);
    await app.getByLabel("Name").fill("new");
    await page.getByText("Unsaved changes").waitFor();
    if (pictures) await screenshots(page, pictures, "save-bar");
    await page.getByRole("link", { name: "Connections" }).click();
    await page.getByRole("button", { name: "Stay" }).click();
    expect(await app.getByLabel("Name").inputValue()).toBe("new");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await app.getByText("saved new").waitFor();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    await app.getByLabel("Name").fill("newer");
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("button", { name: "Discard changes" }).click();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    expect(await app.getByLabel("Name").inputValue()).toBe("old");
    await end();
  });

  test("asks again with a fresh token when the app says that the first was stale", async () => {
    const { page, end, forgive } = await visit(browser);
    const app = await openAdmin(page, admin.origin);
    const answer = await app.evaluate(async () => {
      const response = await fetch("/api/who?stale");
      return ((await response.json()) as { sub: string }).sub;
    });
    expect(answer).toMatch(/StaffMember/);
    forgive(/401/);
    await end();
  });

  test("brings a document without a token back with one", async () => {
    const { page, end } = await visit(browser);
    const app = await openAdmin(page, admin.origin);
    await app.evaluate(() => window.location.assign("/app/locations"));
    await (await appFrame(page)).getByRole("heading", { name: "/app/locations" }).waitFor();
    await page.waitForURL("**/app/locations");
    expect(page.url()).not.toContain("id_token");
    await end();
  });

  test("follows the app's link to a product, where stock is edited by hand", async () => {
    const { page, end } = await visit(browser);
    await page.goto(`${admin.origin}/store/kiln-and-co/products`);
    if (pictures) await screenshots(page, pictures, "products");
    await expectAccessible(page);
    await page.locator("tbody a").first().click();
    if (pictures) await screenshots(page, pictures, "product");
    await page.locator("h2 a").first().click();
    if (pictures) await screenshots(page, pictures, "variant");
    await expectAccessible(page);
    const quantity = page.locator('input[name="available"]').first();
    await quantity.fill("4711");
    await page
      .getByRole("button", { name: "Save", exact: true })
      .and(page.locator(".quantity button"))
      .first()
      .click();
    await page.waitForLoadState();
    expect(await page.locator('input[name="available"]').first().inputValue()).toBe("4711");
    await end();
  });

  test.each(["", "/products", "/sandbox"])("fits a phone: %s", async (path) => {
    const { page, end } = await visit(browser, phone);
    await page.goto(`${admin.origin}/store/kiln-and-co${path}`);
    await expectNoSidewaysScroll(page);
    if (pictures && path === "/sandbox") await screenshots(page, pictures, "sandbox");
    await page.setViewportSize(phone);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("link", { name: "Products", exact: true }).waitFor();
    if (pictures && path === "") await page.screenshot({ path: `${pictures}/menu-390.png` });
    await end();
  });
});
