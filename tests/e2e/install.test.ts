import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { launchBrowser, visit } from "./support/browser.ts";
import { screenshots } from "./support/look.ts";
import { startFreshStack, type RunningStack } from "./support/stack.ts";

let stack: RunningStack;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startFreshStack(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

test("a merchant installs the app, and its document stands in the admin's frame with a token that the app accepts", async () => {
  const { page, end } = await visit(browser);
  const app = await openAdmin(page, stack.adminAddress);
  await page.getByRole("link", { name: "Connections" }).waitFor();
  const status = await app.evaluate(async () => {
    const answer = await fetch("/app?_data=routes%2Fapp", { headers: { Accept: "application/json" } });
    return answer.status;
  });
  expect(status).toBe(200);
  const pictures = process.env.PICTURES;
  if (pictures) await screenshots(page, pictures, "home");
  await page.getByRole("link", { name: "Connections" }).click();
  await page.waitForURL("**/apps/inventory-handoff/app/connections");
  if (pictures) await screenshots(page, pictures, "connections");
  await end();
});

test("the app goes on when its tokens have expired, and after it was uninstalled and installed again", async () => {
  const { page, end } = await visit(browser);
  await openAdmin(page, stack.adminAddress);
  const press = async (lever: string): Promise<void> => {
    await page.goto(`${stack.adminAddress}/store/kiln-and-co/sandbox`);
    await page.getByRole("button", { name: lever, exact: true }).click();
    await page.waitForLoadState();
  };
  const expectHome = async (): Promise<void> => {
    const app = await openAdmin(page, stack.adminAddress);
    await app.getByRole("heading", { name: "Discrepancies" }).waitFor();
  };
  await press("Expire its tokens");
  await expectHome();
  await press("Uninstall");
  await page.getByText("Not installed").waitFor();
  await expectHome();
  await end();
});
