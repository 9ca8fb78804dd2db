import type { Browser } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { appFrame } from "./support/admin.ts";
import { launchBrowser, visit } from "./support/browser.ts";
import { screenshots } from "./support/look.ts";
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
