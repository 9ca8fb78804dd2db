import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { appFrame } from "./support/admin.ts";
import { launchBrowser, visit } from "./support/browser.ts";
import { expectAccessible, screenshots } from "./support/look.ts";
import { startFreshStack, type RunningStack } from "./support/stack.ts";

let stack: RunningStack;
let browser: Browser;
beforeAll(async () => {
  const world = { seed: 1, skus: 60, locations: 3, speed: 1, faults: ["sync_stalled"] } as const;
  [stack, browser] = await Promise.all([startFreshStack({ prepared: true, world }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

test("whoever opens the demo finds it connected, and sees a location's discrepancies after the first scan", async () => {
  const { page, end } = await visit(browser);
  await page.goto(stack.adminAddress);
  const app = await appFrame(page);
  await app
    .getByText(/SKUs? differ/)
    .first()
    .waitFor({ timeout: 60_000 });
  const pictures = process.env.PICTURES;
  if (pictures) await screenshots(page, pictures, "first-screen");
  await end();
});

test("the product's own page in Shopify admin shows the same numbers, and leads to the app", async () => {
  const { page, end } = await visit(browser);
  await page.goto(stack.adminAddress);
  const app = await appFrame(page);
  await app
    .getByText(/SKUs? differ/)
    .first()
    .waitFor({ timeout: 60_000 });
  const sku = await app.locator("text=/^KC-\\d{4}$/").first().innerText();
  await page.goto(new URL(`products?q=${sku}`, storeOf(page)).href);
  await page.getByRole("main").getByRole("link").filter({ hasNotText: "Products" }).first().click();
  const block = page.frameLocator('iframe[title$="product-stock"]');
  await block.getByText("odd one out").first().waitFor({ timeout: 30_000 });
  const frame = page.frames().find((each) => each.url().includes("/extensions/product-stock"));
  if (frame) await expectAccessible(frame);
  const pictures = process.env.PICTURES;
  if (pictures) {
    await block.getByText("See all in Inventory Handoff").scrollIntoViewIfNeeded();
    await screenshots(page, pictures, "product-block");
  }
  await block.getByText("See all in Inventory Handoff").click();
  await (await appFrame(page)).getByRole("heading", { name: "Discrepancies" }).first().waitFor();
  await end();
});

const storeOf = (page: Page): string => new URL("./", page.url().replace(/\/apps\/.*/, "/")).href;
