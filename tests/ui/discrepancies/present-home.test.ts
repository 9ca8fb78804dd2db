import { describe, expect, test } from "vitest";
import { presentHome } from "../../../app/ui/discrepancies/present-home.ts";
import type { HomeData, HomeQuery } from "../../../app/use-cases/contract.ts";
import { noFilter } from "../../../app/use-cases/home-query.ts";
import { homes, trouble, wholePage } from "../fixtures/home.ts";
import { scan } from "../fixtures/scans.ts";

function home(data: HomeData, query: Partial<HomeQuery> = {}) {
  return presentHome(data, { ...wholePage, ...query }, "en");
}

describe("banners", () => {
  test("name the incident, and count the locations that none of them names", () => {
    const worst = ["A", "B", "C"].map((name) => trouble(name));
    const view = home({ ...homes.found, worst, furtherLocations: 6 });
    expect(view.troubles.map(({ title }) => title)).toEqual([
      "A: 14 SKUs differ between your systems",
      "B: 14 SKUs differ between your systems",
      "C: 14 SKUs differ between your systems",
    ]);
    expect(view.moreTroubles).toBe("and 6 more locations");
  });

  test("count one more location in the singular, and none not at all", () => {
    const worst = [trouble("A")];
    expect(home({ ...homes.found, worst, furtherLocations: 1 }).moreTroubles).toBe("and 1 more location");
    expect(home({ ...homes.found, worst, furtherLocations: 0 }).moreTroubles).toBeNull();
  });

  test("name the broken handoff where nothing is diagnosed, what it costs, and where to look", () => {
    const [first] = home({ ...homes.found, worst: [trouble("Brooklyn")] }).troubles;
    expect(first).toMatchObject({
      cause: null,
      sentence: "The break is in the handoff from ERP to storefront.",
      facts: ["9 can oversell", "5 hide stock", "212 units", "$4,310.50", "oldest seen 5 hours ago"],
      links: [{ label: "View Brooklyn", href: "/app?location=gid%3A%2F%2Fshopify%2FLocation%2FBrooklyn" }],
      critical: true,
    });
  });

  test("are one for an incident over many locations, with its cause", () => {
    const [one, other] = [trouble("A").locations, trouble("B").locations];
    const wide = trouble("A", {
      incidentId: "i-1",
      cause: "sync_stalled",
      locations: [...one, ...other],
    });
    const [first] = home({
      ...homes.found,
      worst: [wide],
      names: { erp: "NetSuite", storefront: "Shopify" },
    }).troubles;
    expect(first).toMatchObject({
      title: "2 locations: 14 SKUs differ between your systems",
      cause: "Sync has stopped",
      links: [
        { label: "Open the incident", href: "/app/incidents/i-1" },
        { label: "Request resync", href: "/app/resyncs/new?incident=i-1" },
      ],
    });
    expect(first?.sentence).toContain("Nothing has moved from NetSuite to Shopify");
  });
});

describe("in place of the table", () => {
  test.each([
    [
      "a shop without a connection is asked to connect",
      homes.fresh,
      "Connect the systems that hold your counts",
    ],
    ["a shop without a mapping is asked to map", homes.connected, "Map your locations first"],
    [
      "a shop that is ready is asked to scan",
      { ...homes.connected, setup: { ...homes.connected.setup, mappedLocations: 1 } },
      "Ready for the first scan",
    ],
    ["the first scan says that it runs", homes.firstScan, "Reading your systems for the first time"],
    ["agreement is good news", homes.agrees, "All systems agree"],
  ])("%s", (_case, data: HomeData, title) => {
    expect(home(data).empty?.title).toBe(title);
  });

  test("an incomplete scan without a difference never claims agreement", () => {
    const view = home({ ...homes.incomplete, discrepancies: [] });
    expect(view.empty).toMatchObject({ title: "No difference in what could be read", good: false });
  });

  test.each(["failed", "cancelled"] as const)("a %s scan claims nothing", (state) => {
    const last = { scan: scan({ state, counts: null }), unread: [] };
    expect(home({ ...homes.agrees, last }).empty).toMatchObject({ title: "No result yet", good: false });
  });

  test("a search without a match offers the way back", () => {
    const view = home(homes.agrees, { filter: { ...noFilter, search: "XYZ" } });
    expect(view.empty).toMatchObject({ title: "Nothing matches these filters", action: { href: "/app" } });
  });
});

describe("numbers above the table", () => {
  const open = (data: HomeData) => home(data).metrics[0];

  test("without a discrepancy nothing is at stake", () =>
    expect(open(homes.agrees)?.help).toBe("$0 at stake · 0 settling"));

  test("what is at stake is told in whole units of the currency", () => {
    const counts = { ...homes.found.counts, money: "1207238.50" };
    expect(open({ ...homes.found, counts })?.help).toBe("$1,207,239 at stake · 3 settling");
  });

  test("discrepancies without a price are not worth 0", () => {
    const counts = { ...homes.found.counts, money: null };
    expect(open({ ...homes.found, counts })?.help).toMatch(/^no prices known/);
  });

  test("locations that could not be read are counted once each", () => {
    const [unread] = homes.incomplete.last.unread;
    const last = { ...homes.incomplete.last, unread: [unread, { ...unread, system: "erp" as const }] };
    expect(home({ ...homes.incomplete, last }).metrics.at(-1)).toMatchObject({ value: "1", tone: "caution" });
  });

  test("a trend needs two days, and a day of which nothing is known ends its line", () => {
    const counts = { canOversell: 0, hiddenStock: 0, comingBack: 0, notRead: null };
    const days = [
      { ...counts, day: "2026-03-28", open: 10 },
      { ...counts, day: "2026-03-29", open: 20 },
      { ...counts, day: "2026-04-01", open: 5 },
    ];
    const [metric] = home({ ...homes.found, days }).metrics;
    expect(metric?.trend).toEqual({
      lines: ["0.0,12.0 25.0,2.0", "100.0,17.0"],
      label: "Over 5 days: from 10 to 5",
    });
    expect(home({ ...homes.found, days }).metrics.at(-1)?.trend).toBeNull();
    expect(home({ ...homes.found, days: days.slice(0, 1) }).metrics[0]?.trend).toBeNull();
  });

  test("before the first scan there are none", () => expect(home(homes.firstScan).metrics).toEqual([]));
});

describe("pages", () => {
  test("the next page keeps the filters", () => {
    expect(home(homes.found, { filter: { ...noFilter, search: "a&b" } }).table.next).toBe(
      "/app?search=a%26b&after=cursor-2",
    );
  });

  test("the first page has no way back to itself, a later one has", () => {
    expect(home(homes.found).table.first).toBeNull();
    expect(home(homes.found, { after: "x" }).table.first).toBe("/app");
  });
});

test("nothing can be scanned while a scan runs or nothing is connected", () => {
  expect(home(homes.found).canScan).toBe(true);
  expect(home(homes.firstScan).canScan).toBe(false);
  expect(home(homes.fresh).canScan).toBe(false);
});
