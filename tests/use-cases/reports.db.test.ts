import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderToStaticMarkup } from "react-dom/server";
import { createElement } from "react";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { connectionStore } from "../../app/persistence/stores/connections.ts";
import { discrepancyStore } from "../../app/persistence/stores/discrepancies.ts";
import { handedReportStore } from "../../app/persistence/stores/handed-reports.ts";
import { healthLog } from "../../app/persistence/stores/health.ts";
import { settingsStore } from "../../app/persistence/stores/settings.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import { discrepancyViews } from "../../app/persistence/views/discrepancies.ts";
import { Secrets } from "../../app/platform/secrets.ts";
import { Signatures } from "../../app/platform/signatures.ts";
import { HandedPage } from "../../app/ui/report/handed-page.tsx";
import type { Caller, ReportSubject, ReportUseCases } from "../../app/use-cases/contract.ts";
import { reportUseCases } from "../../app/use-cases/reports.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { discrepancy, side } from "../ui/fixtures/discrepancies.ts";
import { stalled } from "../ui/fixtures/diagnosis.ts";

const DAY = 24 * 3_600_000;
const noon = Date.UTC(2026, 3, 3, 12);
const keys = [{ id: "k", bytes: Buffer.alloc(32, 7) }] as const;
const mine: Caller = { shop: "mine.myshopify.com", person: "1" };
const stranger: Caller = { shop: "stranger.myshopify.com", person: "2" };
const wild = `</style><script>alert(1)</script> ‏שלום ${"x".repeat(260)}`;
const [one, two] = [randomUUID(), randomUUID()];
const subject: ReportSubject = { kind: "discrepancy", id: one };

let server: TestDatabase;
let database: Database;
let now = noon;
let useCases: ReportUseCases;

beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
  const { prisma } = database;
  const shops = shopStore(prisma);
  for (const { shop } of [mine, stranger])
    await shops.install({ domain: shop, name: shop, timezone: "Asia/Kathmandu", currency: "EUR" }, noon);
  const sides = { erp: side("10"), storefront: side("14") };
  for (const [id, sku] of [
    [one, wild],
    [two, "KC-002"],
  ] as const) {
    const born = { from: null, to: "open" as const, at: noon, actor: "scan", why: "It differs." };
    const life = discrepancy("downstream", sides, {
      ...{ id, shop: mine.shop, sku, incidentId: null },
      finding: { ...stalled, sku },
      opinion: null,
    });
    await discrepancyStore(prisma).record(mine.shop, null, [{ discrepancy: life, transition: born }]);
  }
  useCases = reportUseCases({
    gate: { shop: async (domain) => (await shops.find(domain))!, dismissOnboarding: () => Promise.resolve() },
    views: discrepancyViews(prisma),
    handed: handedReportStore(prisma),
    health: healthLog(prisma),
    connections: connectionStore(prisma, new Secrets(keys)),
    settings: settingsStore(prisma),
    signatures: new Signatures(keys, "handed report"),
    origin: "https://app.example",
    newId: randomUUID,
    now: () => now,
  });
});
afterAll(async () => {
  await database.close();
  await server.close();
});

async function link(days = "14"): Promise<string> {
  const made = await useCases.shareReport(mine, subject, days);
  if (!made.ok) throw new Error(made.problem ?? "refused");
  return made.address.slice("https://app.example/report/".length);
}

describe("the escalation report", () => {
  it("is for its own shop only", async () => {
    expect((await useCases.report(mine, subject)).report?.affected).toHaveLength(1);
    const gone = { name: "PublicError", status: 404 };
    await expect(useCases.report(stranger, subject)).rejects.toMatchObject(gone);
    await expect(useCases.shareReport(stranger, subject, "14")).rejects.toMatchObject(gone);
    await expect(useCases.report(mine, { kind: "incident", id: "x" })).rejects.toMatchObject(gone);
  });

  it("is addressed to whoever the shop named for the handoff", async () => {
    expect((await useCases.report(mine, subject)).report?.addressee).toBeNull();
    const owners = { erp_storefront: { name: "Acme Integrations", contact: "help@acme.example" } };
    const change = { shop: mine.shop, version: 0, person: "1", at: noon };
    expect(await settingsStore(database.prisma).save(change, "owners", owners)).toBe(true);
    expect((await useCases.report(mine, subject)).report?.addressee).toBe(
      "To Acme Integrations (help@acme.example), who runs the handoff that has stopped.",
    );
  });
});

describe("a link to it", () => {
  it("shows the report to anybody as it was when the link was made, and counts the visits", async () => {
    const token = await link();
    await database.prisma.discrepancy.update({ where: { id: one }, data: { state: "resolved" } });
    const shown = await useCases.handedReport(token);
    expect(shown?.document.title).toBe(`${wild} at ${stalled.locationId}: available`);
    const { links } = await useCases.report(mine, subject);
    expect(links[0]).toMatchObject({ opened: 1, lastOpenedAt: now, madeBy: "1", revokedAt: null });
    await database.prisma.discrepancy.update({ where: { id: one }, data: { state: "open" } });
  });

  it("shows markup in a SKU as text, and runs and loads nothing", async () => {
    const report = await useCases.handedReport(await link());
    const html = renderToStaticMarkup(createElement(HandedPage, { report: report! }));
    expect(html).toContain("&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).not.toMatch(/<script|<link|<img|src=|url\(/);
    expect(html).toContain('<meta name="robots" content="noindex,nofollow,noarchive"/>');
  });

  it("says nothing once its time is over, and its end cannot be moved", async () => {
    const token = await link("1");
    now += DAY - 1_000;
    expect(await useCases.handedReport(token)).not.toBeNull();
    const [id = "", expires = "", ...rest] = token.split("~");
    expect(await useCases.handedReport([id, String(Number(expires) + 86_400), ...rest].join("~"))).toBeNull();
    now += 1_000;
    expect(await useCases.handedReport(token)).toBeNull();
    now = noon;
  });

  it("is taken back by its own shop only, and then says nothing", async () => {
    const token = await link();
    const [id = ""] = token.split("~");
    expect(await useCases.revokeReport(stranger, id)).toMatchObject({ ok: false });
    expect(await useCases.handedReport(token)).not.toBeNull();
    expect(await useCases.revokeReport(mine, id)).toEqual({ ok: true });
    expect(await useCases.handedReport(token)).toBeNull();
    expect(await useCases.revokeReport(mine, id)).toMatchObject({ ok: false });
  });

  it("does not open another report, nor one whose number was guessed", async () => {
    const [first, second] = [await link(), await link()];
    const [id = ""] = first.split("~");
    const [, ...rest] = second.split("~");
    expect(await useCases.handedReport([id, ...rest].join("~"))).toBeNull();
    for (const wrong of ["", "~", id, `${id}~9999999999~k~`, "\u0000", "x".repeat(5_000)])
      expect(await useCases.handedReport(wrong)).toBeNull();
  });

  it.each(["", "0", "91", "1.5", "-3", "ten", "1e9"])("is not made for %s days", async (days) => {
    expect(await useCases.shareReport(mine, subject, days)).toMatchObject({
      ok: false,
      fields: { days: expect.stringContaining("1 to 90") },
    });
  });

  it("is listed for the shop that made it, and not for another", async () => {
    expect((await useCases.report(mine, subject)).links.length).toBeGreaterThan(3);
    const store = handedReportStore(database.prisma);
    expect(await store.of(stranger.shop, { subjectKind: "discrepancy", subjectId: one }, 20)).toEqual([]);
  });
});
