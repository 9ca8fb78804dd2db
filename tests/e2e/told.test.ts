import type { Browser, Frame, Page } from "playwright-core";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAdmin } from "./support/admin.ts";
import { launchBrowser, visit } from "./support/browser.ts";
import { look } from "./support/look.ts";
import { startFreshStack, type RunningStack } from "./support/stack.ts";

let stack: RunningStack;
let browser: Browser;
let database: pg.Client;

beforeAll(async () => {
  const world = { seed: 3, skus: 80, locations: 3, speed: 60, faults: [] } as const;
  [stack, browser] = await Promise.all([startFreshStack({ world, prepared: true }), launchBrowser()]);
  database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await browser.close();
  await stack.stop();
});

/** The admin's own pages beside the app. */
const adminPage = (path: string): string => `${stack.adminAddress}/store/kiln-and-co${path}`;

async function lever(page: Page, path: string, form: Record<string, string>): Promise<void> {
  const answer = await page.request.post(adminPage(path), { form });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
}

async function until<T>(seconds: number, what: string, find: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < seconds; tries += 1) {
    const found = await find();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error(`Within ${seconds} s: ${what}`);
}

const messages = async (): Promise<readonly { target: string; transition: string; state: string }[]> => {
  const { rows } = await database.query<{ target: string; transition: string; state: string }>(
    `select target, transition, state from notifications
     join incidents on notifications.subject = 'incident:' || incidents.id
     where incidents.cause = 'allocation_rule' order by created_at, notifications.id`,
  );
  return rows;
};

async function addChannel(page: Page, app: Frame, fields: Readonly<Record<string, string>>): Promise<void> {
  await app.getByRole("button", { name: "Add a channel" }).click();
  await app.getByLabel("Tell at once").selectOption("everything");
  for (const [name, value] of Object.entries(fields)) await app.locator(`[name="${name}"]`).fill(value);
  await app.getByRole("button", { name: "Save" }).click();
  await page.getByText("Channel saved").waitFor();
}

test("an injected fault is one message per channel, and one update when it heals", async () => {
  const { page, end } = await visit(browser);
  const app = await openAdmin(page, stack.adminAddress);
  await page.getByRole("link", { name: "Messages", exact: true }).click();
  await app.getByRole("heading", { name: "Stock team" }).waitFor();
  const quiet = { quietFrom: "", quietTo: "", digestAt: "" };
  await addChannel(page, app, { to: "morning@kiln.example", name: "Morning", ...quiet });
  await look(page, app, "messages-channels");

  await lever(page, "/sandbox/inject", { fault: "allocation_rule" });
  const opened = await until(240, "both channels hear of the incident", async () => {
    const sent = (await messages()).filter(({ state }) => state === "sent");
    return sent.length >= 2 ? sent : null;
  });
  expect(new Set(opened.map(({ target }) => target)).size).toBe(2);
  await page.goto(adminPage("/sandbox"));
  await page.getByRole("button", { name: /heal/i }).first().click();
  await until(300, "both channels hear that it is over", async () =>
    (await messages()).filter(({ state, transition }) => state === "sent" && /resolved/.test(transition))
      .length >= 2
      ? true
      : null,
  );
  // Whatever still waits would be one message too many.
  const all = await messages();
  expect(all.filter(({ state }) => !["withdrawn", "silent"].includes(state))).toHaveLength(4);

  await page.goto(adminPage("/messages"));
  const mails = page.locator('a[href*="/messages/mails/"]');
  expect(await mails.count()).toBe(4);
  await page.goto(stack.adminAddress);
  const again = await openAdmin(page, stack.adminAddress);
  await page.getByRole("link", { name: "Messages", exact: true }).click();
  await again.getByRole("heading", { name: "What was sent" }).waitFor();
  await look(page, again, "messages-log");
  await end();
}, 600_000);

test("a workflow asks for a resync of what opened, and another hears that it came back", async () => {
  const { page, end } = await visit(browser);
  await page.goto(adminPage("/messages"));
  const workflow = async (when: string, action: string): Promise<void> => {
    await page.getByLabel("When").selectOption({ label: when });
    await page.getByLabel("Do").selectOption({ label: action });
    await page.getByRole("button", { name: "New workflow" }).click();
  };
  await workflow("Discrepancy opened", "Request resync");
  await page.getByLabel("Route").fill("set");
  await page.getByLabel("Reason").fill("Until the rule is changed");
  await page.getByRole("button", { name: "Turn on workflow" }).click();
  await workflow("Discrepancy came back", "Nothing in the app");
  await page.getByRole("button", { name: "Turn on workflow" }).click();

  await lever(page, "/sandbox/inject", { fault: "treadmill" });
  const requested = await until(300, "the workflow has a resync done", async () => {
    const { rows } = await database.query<{ id: string; origin: string }>(
      "select id, origin from resync_requests where requested_by like 'flow:%'",
    );
    return rows.length > 0 ? rows : null;
  });
  expect(new Set(requested.map(({ origin }) => origin))).toEqual(new Set(["flow"]));
  const told = await until(400, "a trigger says that it came back", async () => {
    await page.goto(adminPage("/messages"));
    const lines = await page
      .locator("li", { hasText: "discrepancy-came-back" })
      .locator("pre")
      .allTextContents();
    return lines.length > 0 ? lines : null;
  });
  const payload = JSON.parse(told[0] ?? "{}") as Record<string, unknown>;
  expect(payload["times returned"]).toBeGreaterThanOrEqual(1);
  expect(payload["sku"]).toEqual(expect.any(String));
  // Every step of every run was carried out once, however often Flow asked for it.
  const { rows } = await database.query<{ runs: string; requests: string }>(
    `select count(distinct requested_by) as runs, count(*) as requests from resync_requests where requested_by like 'flow:%'`,
  );
  expect(rows[0]?.requests).toBe(rows[0]?.runs);
  await end();
}, 900_000);
