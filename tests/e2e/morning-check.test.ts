import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appFrame, openAdmin } from "./support/admin.ts";
import { desktop, launchBrowser, phone, visit } from "./support/browser.ts";
import { expectAccessible, expectNoSidewaysScroll, screenshots } from "./support/look.ts";
import { startFreshStack, type RunningStack } from "./support/stack.ts";

let stack: RunningStack;
let browser: Browser;
let database: pg.Client;
beforeAll(async () => {
  const world = {
    seed: 1,
    skus: 80,
    locations: 3,
    speed: 1,
    faults: ["sync_stalled", "unit_of_measure"],
  } as const;
  [stack, browser] = await Promise.all([startFreshStack({ prepared: true, world }), launchBrowser()]);
  database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await browser.close();
  await stack.stop();
});

async function acknowledged(): Promise<readonly string[]> {
  const { rows } = await database.query<{ sku: string }>(
    "select distinct sku from discrepancies where state = 'acknowledged'",
  );
  return rows.map(({ sku }) => sku);
}

test.each([desktop, phone])(
  "a morning check at $width pixels: filter, search, acknowledge, take it back, export",
  async (viewport) => {
    const { page, end } = await visit(browser, viewport);
    const app = await openAdmin(page, stack.adminAddress);
    await app
      .getByText(/SKUs? differ/)
      .first()
      .waitFor({ timeout: 60_000 });
    await app.getByText("Locations not read").waitFor();
    await expectAccessible(app);
    await expectNoSidewaysScroll(app);

    await app.getByRole("button", { name: "Filters", exact: true }).click();
    await app.getByLabel("Handoff", { exact: true }).selectOption({ label: "ERP to storefront" });
    await app.getByRole("button", { name: "Remove Handoff: ERP to storefront" }).waitFor();
    await app.getByLabel("Tag", { exact: true }).fill("mug");
    await app.getByRole("button", { name: "Search tag" }).click();
    await app.getByRole("list", { name: "Tag: what was found" }).waitFor();
    await expectAccessible(app);
    await expectNoSidewaysScroll(app);
    const pictures = process.env.PICTURES;
    if (pictures) await screenshots(page, pictures, "home-filters");
    await page.setViewportSize(viewport);
    await app.getByRole("button", { name: "Filters", exact: true }).click();

    const sku = await app
      .locator("bdi", { hasText: /^KC-\d{4}$/ })
      .first()
      .innerText();
    await app.locator('[name="search"]').fill(sku);
    await app.locator('[name="search"]').press("Enter");
    await app.getByRole("button", { name: `Remove Search: ${sku}` }).waitFor();
    await app.getByRole("checkbox", { name: "Choose all on this page" }).check();
    await expectAccessible(app);
    await expectNoSidewaysScroll(app);
    if (pictures) await screenshots(page, pictures, "home-chosen");
    await page.setViewportSize(viewport);

    const file = page.waitForEvent("download");
    await app.getByRole("button", { name: "Export CSV" }).click();
    const lines = (await readFile(await (await file).path(), "utf8")).trim().split("\r\n");
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.slice(1).filter((line) => !line.startsWith(`${sku},`))).toEqual([]);

    await app.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByText(/counts? acknowledged/).waitFor();
    expect(await acknowledged()).toEqual([sku]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText(/as before/).waitFor();
    expect(await acknowledged()).toEqual([]);

    await app.getByRole("button", { name: "Save as a view" }).click();
    await app.getByLabel("Name of the view").fill(`Mine at ${viewport.width}`);
    await app.getByRole("button", { name: "Save", exact: true }).click();
    await app.getByRole("link", { name: `Mine at ${viewport.width}` }).waitFor();
    await app.getByRole("button", { name: "Delete view" }).click();
    await app.getByRole("link", { name: `Mine at ${viewport.width}` }).waitFor({ state: "detached" });
    await app.getByRole("link", { name: "Snoozed" }).click();
    await app.getByRole("heading", { name: "Nothing is snoozed" }).waitFor();
    await expectAccessible(app);
    if (pictures) await screenshots(page, pictures, "home-snoozed");
    await end();
  },
);

test("an address that means nothing any more shows the list", async () => {
  const { page, end } = await visit(browser);
  await openAdmin(page, stack.adminAddress);
  const wild = "app?view=%3Cb%3E&cause=gremlins&sort=2&after=eWVzdGVyZGF5&location=gid://shopify/Location/0";
  await page.goto(`${page.url().replace(/\/app(\?.*)?$/, "")}/${wild}`);
  const app = await appFrame(page);
  await app.getByRole("heading", { name: "Nothing matches these filters" }).waitFor();
  await app
    .getByRole("link", { name: "Clear filters" })
    .or(app.getByRole("button", { name: "Clear filters" }))
    .first()
    .click();
  await app.getByRole("checkbox", { name: "Choose all on this page" }).waitFor();
  await end();
});
