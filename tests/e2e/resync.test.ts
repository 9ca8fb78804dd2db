import type { Browser, Frame, Page } from "playwright-core";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appFrame, openAdmin } from "./support/admin.ts";
import { launchBrowser, visit } from "./support/browser.ts";
import { expectAccessible, expectNoSidewaysScroll, look, screenshots } from "./support/look.ts";
import { startFreshStack, type RunningStack } from "./support/stack.ts";

/** Units that the treadmill's rule adds; what somebody typed by hand is off by another number. */
const surplus = 6;

let stack: RunningStack;
let browser: Browser;
let database: pg.Client;

beforeAll(async () => {
  const world = {
    seed: 3,
    skus: 80,
    locations: 3,
    speed: 60,
    faults: ["manual_override", "treadmill"],
  } as const;
  [stack, browser] = await Promise.all([startFreshStack({ world, prepared: true }), launchBrowser()]);
  database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await browser.close();
  await stack.stop();
});

interface Gap {
  readonly sku: string;
  readonly off: number;
}

/** Open gaps in what can be sold, with how far the storefront is off. */
async function gaps(): Promise<readonly Gap[]> {
  const { rows } = await database.query<{ sku: string; off: string }>(
    `select sku, ((sides->'storefront'->>'value')::bigint - (sides->'erp'->>'value')::bigint) / 1000000 as off
     from discrepancies where state = 'open' and pool = 'available' and verdict = 'downstream' order by sku`,
  );
  return rows.map(({ sku, off }) => ({ sku, off: Number(off) }));
}

async function gapThat(fits: (gap: Gap) => boolean): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const found = (await gaps()).find(fits);
    if (found) return found.sku;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error("No such gap opened within a minute.");
}

/** From the first page to the page that says what will happen. */
async function preview(page: Page, app: Frame, sku: string): Promise<void> {
  await page.getByRole("link", { name: "Inventory Handoff" }).first().click();
  await app.getByRole("heading", { name: "Discrepancies" }).first().waitFor();
  await app.locator('[name="search"]').fill(sku);
  await app.locator('[name="search"]').press("Enter");
  await app
    .getByRole("link", { name: `Request resync of ${sku}` })
    .first()
    .click();
  await app.getByRole("heading", { name: "Before you resync" }).waitFor();
}

async function confirm(app: Frame): Promise<void> {
  // Where the cause is known to undo it, the page asks for a reason first.
  const reason = app.locator('[name="insistence"]');
  if (await reason.isVisible()) {
    await reason.fill("The rule is being changed tonight");
    await app.getByRole("button", { name: "Show with this reason" }).click();
  }
  await app.getByRole("button", { name: "Resync this count" }).click();
  await app.getByRole("heading", { name: /^Resync: / }).waitFor();
}

/** Somebody mends these gaps by hand now and then, so that one may be gone while we walk to it. */
async function untilPreviewed(page: Page, app: Frame, fits: (gap: Gap) => boolean): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    const sku = await gapThat(fits);
    try {
      await preview(page, app, sku);
      await app.getByRole("button", { name: /Resync this count|Nothing of this/ }).waitFor();
      return sku;
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

const onTheTreadmill = (page: Page, app: Frame) => untilPreviewed(page, app, ({ off }) => off === surplus);

const badge = (app: Frame, name: string) => app.locator(".Polaris-Badge").filter({ hasText: name }).first();

test("a click heals a gap that somebody typed in by hand, and the page says how that was found out", async () => {
  const { page, end } = await visit(browser);
  const app = await openAdmin(page, stack.adminAddress);
  const sku = await gapThat(({ off }) => off > 0 && off !== surplus);
  await look(page, app, "discrepancies-choose");
  await preview(page, app, sku);
  await app.getByText("Shopify is written with the ERP's number").waitFor();
  await look(page, app, "resync-preview");
  await confirm(app);
  await badge(app, "Watching").waitFor({ timeout: 60_000 });
  await badge(app, "Held").waitFor({ timeout: 120_000 });
  await app.getByText("Looked at twice after the handoff had its time").first().waitFor();
  await look(page, app, "resync-held");
  const { rows } = await database.query<{ state: string }>(
    "select state from discrepancies where sku = $1 and state in ('patched', 'resolved')",
    [sku],
  );
  expect(rows.length).toBeGreaterThan(0);
  await page.getByRole("link", { name: "Resyncs" }).click();
  await app.getByText(`${sku} at`).first().waitFor();
  await look(page, app, "resyncs");
  await end();
});

test("a gap on the treadmill comes back and says so, and the next request for it is refused with the way on", async () => {
  const { page, end } = await visit(browser);
  const app = await openAdmin(page, stack.adminAddress);
  const sku = await onTheTreadmill(page, app);
  await confirm(app);
  await badge(app, "Came back").waitFor({ timeout: 120_000 });
  await app
    .getByText(/^It came back: the storefront/)
    .first()
    .waitFor();
  await look(page, app, "resync-came-back");

  await app
    .getByRole("button", { name: "Resyncs" })
    .or(app.getByRole("link", { name: "Resyncs" }))
    .first()
    .click();
  await app
    .getByRole("link", { name: "Treadmill" })
    .or(app.getByRole("button", { name: "Treadmill" }))
    .first()
    .click();
  await app.getByText(sku).first().waitFor();
  await look(page, app, "treadmill");

  await untilPreviewed(page, app, (gap) => gap.sku === sku);
  await app.getByText("Not done").first().waitFor();
  await app
    .getByText(/What to do:/)
    .first()
    .waitFor();
  expect(await app.getByRole("button", { name: "Nothing of this can be done" }).isDisabled()).toBe(true);
  await look(page, app, "resync-refused");
  await end();
});

test("a whole incident is asked for in one request, from its banner and from its page", async () => {
  const { page, end } = await visit(browser);
  const app = await openAdmin(page, stack.adminAddress);
  await app.getByRole("link", { name: "Request resync", exact: true }).first().waitFor();
  await look(page, app, "discrepancies-banner");
  await app.getByRole("link", { name: "Open the incident" }).first().click();
  await app.getByRole("link", { name: "Request resync", exact: true }).first().waitFor();
  await look(page, app, "incident");
  await app.getByRole("link", { name: "Request resync", exact: true }).first().click();
  await app.getByRole("heading", { name: "Before you resync" }).waitFor();
  await app
    .getByText("What the request would do, per SKU and location")
    .first()
    .waitFor({ state: "attached" });
  await look(page, app, "resync-incident");
  await page.getByRole("link", { name: "Scans" }).click();
  await app.getByRole("heading", { name: "Scans" }).first().waitFor();
  await look(page, app, "scans");
  await end();
});

/** The variant of a gap that somebody typed by hand and that stands at one location only. */
async function variantThatDiffers(): Promise<{ readonly sku: string; readonly number: string }> {
  for (let tries = 0; tries < 60; tries += 1) {
    const { rows } = await database.query<{ sku: string; id: string }>(
      `select products.sku, min(products.variant_id) as id
       from discrepancies join products on products.shop = discrepancies.shop and products.sku = discrepancies.sku
       where state in ('open', 'acknowledged', 'resyncing') group by products.sku
       having count(distinct location_id) = 1 and bool_and(state = 'open' and recurrence = 0 and verdict = 'downstream')
         and bool_and(((sides->'storefront'->>'value')::bigint - (sides->'erp'->>'value')::bigint) / 1000000 <> $1)
       order by products.sku limit 1`,
      [surplus],
    );
    const [found] = rows;
    if (found) return { sku: found.sku, number: found.id.split("/").at(-1) ?? "" };
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error("No such gap opened within a minute.");
}

test("from the variant's page in Shopify admin every system is read, and a resync is asked for after it was shown", async () => {
  const { page, end } = await visit(browser);
  await openAdmin(page, stack.adminAddress);
  const { sku, number } = await variantThatDiffers();
  await page.goto(new URL(`variants/${number}`, page.url().replace(/apps\/.*/, "")).href);
  const block = page.frameLocator('iframe[title$="variant-stock"]');
  await block.getByText("odd one out").first().waitFor();
  await block.getByRole("button", { name: "Check now" }).click();
  await block.getByText("Shopify:").waitFor();
  await block.getByText(/All answers came within/).waitFor({ timeout: 30_000 });
  await block.getByRole("button", { name: "Request resync" }).click();
  await block.getByText("Nothing is sent until you confirm").waitFor();
  const { rows: before } = await database.query("select 1 from resync_rows where sku = $1", [sku]);
  expect(before).toEqual([]);
  const frame = page.frames().find((each) => each.url().includes("/extensions/variant-stock"));
  if (!frame) throw new Error("The block has no document.");
  await expectAccessible(frame);
  await block.getByText("Nothing is sent until you confirm").scrollIntoViewIfNeeded();
  const pictures = process.env.PICTURES;
  if (pictures) await screenshots(page, pictures, "block-resync");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(frame);
  await page.setViewportSize({ width: 1280, height: 900 });
  await block.getByRole("button", { name: "Resync this count" }).click();
  await block.getByText("The resync is asked for").waitFor();
  await block.getByText("Follow it in Inventory Handoff").click();
  const app = await appFrame(page);
  await app.getByRole("heading", { name: /^Resync: / }).waitFor();
  await badge(app, "Held").waitFor({ timeout: 120_000 });
  const { rows } = await database.query<{ origin: string; state: string }>(
    "select origin, state from resync_rows join resync_requests on resync_requests.id = request_id where sku = $1",
    [sku],
  );
  expect(rows).toEqual([{ origin: "product", state: "held" }]);
  await end();
});

test("a SKU is read from every system at this moment, and the settings and the audit log are there", async () => {
  const { page, end } = await visit(browser);
  const app = await openAdmin(page, stack.adminAddress);
  await page.getByRole("link", { name: "Check now" }).click();
  await app.getByText("Type or scan a SKU or barcode to begin").waitFor();
  const [gap] = await gaps();
  await app.locator('[name="q"]').fill(gap?.sku ?? "KC-0001");
  await app.getByRole("button", { name: "Find" }).click();
  await app
    .getByRole("button", { name: /^Check now/ })
    .first()
    .click();
  await app.getByText(/All answers came within/).waitFor({ timeout: 30_000 });
  await app.getByText("Shopify:").waitFor();
  await look(page, app, "lookup");

  await page.getByRole("link", { name: "Resyncs" }).click();
  await app
    .getByRole("link", { name: "Audit log" })
    .or(app.getByRole("button", { name: "Audit log" }))
    .first()
    .click();
  await app
    .getByText(/Set available in Shopify/)
    .first()
    .waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    app.getByRole("button", { name: "Download CSV" }).first().click(),
  ]);
  expect(file.suggestedFilename()).toBe("inventory-handoff-audit.csv");
  await look(page, app, "audit");
  await page.getByRole("link", { name: "Resyncs" }).click();
  await app
    .getByRole("link", { name: "Resync settings" })
    .or(app.getByRole("button", { name: "Resync settings" }))
    .first()
    .click();
  await app.locator('[name="keys"]').fill("0");
  await app.getByRole("button", { name: "Save" }).first().click();
  await app.getByText("Type a whole number.").waitFor();
  await app.locator('[name="keys"]').fill("10");
  await app.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Settings saved").waitFor();
  await look(page, app, "resync-settings");
  await end();
});
