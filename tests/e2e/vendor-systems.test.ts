import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { launchBrowser, visit } from "./support/browser.ts";
import { expectNoSidewaysScroll, look, screenshots } from "./support/look.ts";
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

interface Offered {
  readonly path: string;
  readonly title: string;
  readonly value: string;
}

/** What the demo offers beside this system: which kind to choose, and what to fill in. */
async function offeredFor(page: Page, system: string): Promise<readonly Offered[]> {
  await page.goto(`${stack.adminAddress}/store/kiln-and-co/sandbox`);
  const row = page.getByRole("row").filter({ hasText: system });
  await row.getByText("How to connect").click();
  await expectNoSidewaysScroll(page);
  if (process.env.PICTURES) await screenshots(page, process.env.PICTURES, `sandbox-${system.split("-")[0]}`);
  return row.locator("dd pre").evaluateAll((values) =>
    values.map((value) => ({
      path: value.getAttribute("data-field") ?? "",
      title: value.parentElement?.previousElementSibling?.textContent ?? "",
      value: value.textContent,
    })),
  );
}

/** Fills the form as it is offered, under the titles that the form has, choices first since they decide which fields there are. */
async function connect(page: Page, system: string, connector: string, role: string): Promise<void> {
  const offered = await offeredFor(page, system);
  const app = await openAdmin(page, stack.adminAddress);
  await page.getByRole("link", { name: "Connections" }).click();
  const choose = (name: string | RegExp) =>
    app.getByRole("link", { name }).or(app.getByRole("button", { name })).first();
  await choose("Connect a system").click();
  await choose(new RegExp(connector)).click();
  await app.locator('[name="name"]').fill(system);
  await app.locator('select[name="role"]').selectOption(role);
  for (const { path, title, value } of offered) {
    const field = app.locator(`[name="${path}"]`);
    expect(await field.evaluate((element: HTMLInputElement) => element.labels?.[0]?.textContent)).toContain(
      title,
    );
    if (await field.evaluate((element) => element.tagName === "SELECT"))
      await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await app.getByRole("button", { name: "Test connection" }).click();
  await app.getByText("It works: the first rows").waitFor();
  await look(page, app, `test-${role}`);
  await app.getByRole("button", { name: "Save connection" }).click();
  await app.getByRole("button", { name: "Save mapping" }).first().waitFor();
}

test("a merchant connects the demo's ERP as NetSuite and its WMS as ShipHero, and a scan finds what is broken", async () => {
  const { page, end } = await visit(browser);
  await openAdmin(page, stack.adminAddress);
  await connect(page, "NetSuite-like ERP", "Oracle NetSuite", "erp");
  await connect(page, "ShipHero-like WMS", "ShipHero", "wms");

  const app = await openAdmin(page, stack.adminAddress);
  await page.getByRole("link", { name: "Locations" }).click();
  await app.getByText("mappings are proposed").waitFor();
  await app.getByRole("button", { name: "Save mapping" }).first().click();
  await page.getByText("Mapping saved").waitFor();

  await page.getByRole("link", { name: "Inventory Handoff" }).first().click();
  await app
    .getByRole("button", { name: /Start the first scan|Scan now/ })
    .first()
    .click();
  await app
    .getByText(/Brooklyn Warehouse: \d+ SKUs? differ/)
    .first()
    .waitFor({ timeout: 120_000 });
  await look(page, app, "discrepancies-of-vendors");

  await page.getByRole("link", { name: "Connections" }).click();
  await app.getByText("Healthy").first().waitFor();
  await look(page, app, "connections-of-vendors");
  await end();
});
