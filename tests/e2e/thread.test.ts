import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { erpCredentials, wmsCredentials } from "../../sandbox/demo/credentials.ts";
import { formEntries } from "../../sandbox/demo/form-entries.ts";
import { erpConnection, wmsConnection } from "../../sandbox/world/connections.ts";
import { openAdmin } from "./support/admin.ts";
import { launchBrowser, visit } from "./support/browser.ts";
import { look } from "./support/look.ts";
import { startFreshStack, type RunningStack } from "./support/stack.ts";

let stack: RunningStack;
let browser: Browser;
beforeAll(async () => {
  const world = { seed: 3, skus: 60, locations: 3, speed: 1, faults: ["sync_stalled"] } as const;
  [stack, browser] = await Promise.all([startFreshStack({ world }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

/** Types a configuration as a merchant would: choices first, since they decide which fields there are. */
async function fill(app: Frame, name: string, role: string, configuration: object): Promise<void> {
  await app.locator('[name="name"]').fill(name);
  await app.locator('select[name="role"]').selectOption(role);
  for (const [path, value] of formEntries(configuration)) {
    const field = app.locator(`[name="${path}"]`);
    const isChoice = await field.evaluate((element) => element.tagName === "SELECT");
    if (isChoice) await field.selectOption(value);
    else await field.fill(value);
  }
}

test("from a shop that never connected anything to a discrepancy on the screen", async () => {
  const { page, forgive, end } = await visit(browser);
  const app = await openAdmin(page, stack.adminAddress);
  await app.getByRole("heading", { name: "Get your first result" }).waitFor();
  await look(page, app, "nothing-connected");

  await connectErpAtTheSecondTry(page, app, forgive);
  await page.getByRole("link", { name: "Connections" }).click();
  await connect(app, "WMS", "wms", wmsConnection(local(stack.ports.wms), wmsCredentials));

  await app.getByText("mappings are proposed").waitFor();
  await look(page, app, "locations");
  await app.getByRole("button", { name: "Save mapping" }).first().click();
  await page.getByText("Mapping saved").waitFor();

  await page.getByRole("link", { name: "Inventory Handoff" }).first().click();
  await app
    .getByRole("button", { name: /Start the first scan|Scan now/ })
    .first()
    .click();
  await app
    .getByText(/SKUs? differ/)
    .first()
    .waitFor({ timeout: 90_000 });
  await app.getByText("ERP").first().waitFor();
  await look(page, app, "discrepancies");

  await page.getByRole("link", { name: "Scans" }).click();
  await app.getByText("Complete").first().waitFor();
  await look(page, app, "scans");
  await page.getByRole("link", { name: "Connections" }).click();
  await app.getByText("Healthy").first().waitFor();
  await look(page, app, "connections");
  await end();
});

const local = (port: number): string => `http://127.0.0.1:${port}`;

/** The first attempt has a wrong secret: the form says so, loses nothing, and the second attempt shows rows. */
async function connectErpAtTheSecondTry(
  page: Page,
  app: Frame,
  forgive: (pattern: RegExp) => void,
): Promise<void> {
  const right = erpConnection(local(stack.ports.erp), erpCredentials);
  const wrong = { ...right, auth: { ...right.auth, clientSecret: "not-the-secret" } };
  await openForm(app);
  await fill(app, "NetSuite-like ERP", "erp", wrong);
  await app.getByRole("button", { name: "Test connection" }).click();
  await app
    .getByText(/The connection does not work yet|Something in the form needs your attention/)
    .first()
    .waitFor();
  forgive(/40[013]/);
  expect(await app.locator('[name="levels.path"]').inputValue()).toBe(right.levels.path);
  await app.locator('[name="auth.clientSecret"]').fill(right.auth.clientSecret);
  await app.getByRole("button", { name: "Test again" }).click();
  await app.getByText("It works: the first rows").waitFor();
  await look(page, app, "test-connection");
  await app.getByRole("button", { name: "Save connection" }).click();
  await app.getByRole("button", { name: "Save mapping" }).first().waitFor();
}

async function connect(app: Frame, name: string, role: string, configuration: object): Promise<void> {
  await openForm(app);
  await fill(app, name, role, configuration);
  await app.getByRole("button", { name: "Save connection" }).click();
  await app.getByRole("button", { name: "Save mapping" }).first().waitFor();
}

async function openForm(app: Frame): Promise<void> {
  await app
    .getByRole("link", { name: "Connect a system" })
    .or(app.getByRole("button", { name: "Connect a system" }))
    .first()
    .click();
  await app
    .getByRole("link", { name: /JSON/ })
    .or(app.getByRole("button", { name: /JSON/ }))
    .first()
    .click();
  await app.locator('[name="address"]').waitFor();
}
