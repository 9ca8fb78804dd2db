import { getExtension } from "@shopify/ui-extensions-tester";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type {
  BlockCheckLine,
  BlockPreviewView,
  BlockRequestedView,
  ProductStockView,
} from "../../app/ui/product-stock/view.ts";

const link = { label: "Open in Inventory Handoff", url: "app" };
const agrees: ProductStockView = {
  status: "agrees",
  headline: "All systems agree",
  detail: "Compared at 5 locations.",
  age: "Oldest reading: 4 minutes ago.",
  columns: [],
  rows: [],
  more: null,
  link,
};
const differs: ProductStockView = {
  ...agrees,
  status: "differs",
  headline: "Differs in 3 places",
  detail: null,
  columns: ["WMS", "ERP", "Storefront"],
  rows: [
    {
      id: "d1",
      place: "Brooklyn",
      count: "Available",
      cells: [
        { text: "40", odd: null },
        { text: "40", odd: null },
        { text: "52", odd: "odd one out" },
      ],
      sentence: "WMS and ERP agree; the storefront shows 12 more.",
      since: "first seen 2 hours ago · last agreed 10:15 EST",
      direction: "Can oversell",
      critical: true,
      link: { label: "Open", url: "app/discrepancies/d1" },
    },
  ],
  more: "and 2 more places",
  link: { label: "See all in Inventory Handoff", url: "app?search=KC-001" },
};

const told: readonly BlockCheckLine[] = [
  { kind: "answer", answer: { id: "storefront", name: "Shopify", problem: null, at: "10:20:01" } },
  { kind: "answer", answer: { id: "w", name: "Depot", problem: "Depot did not answer.", at: "10:20:16" } },
  {
    kind: "done",
    checked: {
      columns: ["WMS", "Storefront"],
      rows: [
        {
          id: "r1",
          location: "Brooklyn",
          pool: "Available",
          cells: [
            { text: "Could not be read", time: null },
            { text: "52", time: "changed 10:15" },
          ],
          verdict: { label: "Not every system could be read", tone: "warning" },
        },
      ],
      more: null,
      notes: ["All answers came within 15 seconds of each other."],
    },
  },
];
const previewed: BlockPreviewView = {
  requestId: "3f0e6d2a-2f0d-4c55-9f5c-0b6d5e0c8f11",
  rows: [
    {
      id: "p1",
      place: "Brooklyn · KC-001",
      count: "Available",
      change: "52 → 40",
      readAt: "Read at 10:20",
      how: "Shopify is written with the ERP's number",
      approval: null,
      lasting: { label: "Likely", tone: "success", sentence: "It lasts until the count changes again." },
      refusal: null,
    },
    {
      id: "p2",
      place: "Queens · KC-001",
      count: "Available",
      change: "9 → 3",
      readAt: "Read at 10:20",
      how: "Shopify is written with the ERP's number",
      approval: null,
      lasting: { label: "No", tone: "critical", sentence: "The next run writes its own number again." },
      refusal: { sentence: "The next sync would undo it.", wayOn: "Mend the handoff first." },
    },
  ],
  confirm: "Resync this count",
  note: null,
  link: { label: "Choose how in Inventory Handoff", url: "app/resyncs/new?variant=7" },
};
const requested: BlockRequestedView = {
  requested: "The resync is asked for.",
  link: { label: "Follow it in Inventory Handoff", url: "app/resyncs/3f0e6d2a" },
};

describe.each([
  ["variant", "admin.product-variant-details.block.render", "gid://shopify/ProductVariant/7"],
  ["product", "admin.product-details.block.render", "gid://shopify/Product/3"],
] as const)("the block on a %s's page", (subject, target, id) => {
  const extension = getExtension(target, { configSearchDir: `extensions/${subject}-stock` });
  beforeEach(() => {
    extension.setUp();
    extension.shopify.data.selected = [{ id }];
  });
  afterEach(() => extension.tearDown());

  function appAnswers(...answers: readonly (() => Promise<Response> | Response)[]) {
    const fetching = vi.fn<typeof fetch>();
    for (const answer of answers) fetching.mockImplementationOnce(async () => answer());
    vi.stubGlobal("fetch", fetching);
    return fetching;
  }
  const stock = (view: ProductStockView) => () => Response.json(view);
  const shown = (selector: string) => [...document.body.querySelectorAll(selector)];
  const text = () => document.body.textContent;
  const press = (name: string) => {
    const button = shown("s-button").find((each) => each.textContent === name);
    expect(button, name).toBeDefined();
    button?.dispatchEvent(new Event("click", { bubbles: true }));
  };
  const lines = (all: readonly BlockCheckLine[]) => () =>
    new Response(all.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const about = `${subject}=${encodeURIComponent(id)}`;
  const click = () => shown("s-button")[0]?.dispatchEvent(new Event("click", { bubbles: true }));

  it("asks the app for what the page is about, and for nothing else", async () => {
    const fetching = appAnswers(stock(agrees));
    await extension.render();
    await vi.waitFor(() => expect(text()).toContain("All systems agree"));
    expect(fetching.mock.calls.map(([path]) => path)).toEqual([
      `/api/extension/product-stock?${subject}=${encodeURIComponent(id)}`,
    ]);
  });

  it("shows that it is reading until the answer is there", async () => {
    const late = Promise.withResolvers<Response>();
    appAnswers(() => late.promise);
    await extension.render();
    expect(shown("s-spinner")).toHaveLength(1);
    late.resolve(Response.json(agrees));
    await vi.waitFor(() => expect(shown("s-spinner")).toHaveLength(0));
  });

  it("says that all agree, at how many locations and how old that is", async () => {
    appAnswers(stock(agrees));
    await extension.render();
    await vi.waitFor(() => expect(shown("s-badge[tone=success]")).toHaveLength(1));
    expect(text()).toContain("Compared at 5 locations.");
    expect(text()).toContain("Oldest reading: 4 minutes ago");
    expect(shown("s-table")).toHaveLength(0);
  });

  it("shows the numbers of every system, and names the odd one in words", async () => {
    appAnswers(stock(differs));
    await extension.render();
    await vi.waitFor(() => expect(shown("s-table-row")).toHaveLength(1));
    expect(shown("s-table-header").map((header) => header.textContent)).toEqual([
      "place",
      "WMS",
      "ERP",
      "Storefront",
      "direction",
    ]);
    const cells = shown("s-table-cell").map((cell) => cell.textContent);
    expect(cells.slice(1, 4)).toEqual(["40", "40", "52odd one out"]);
    expect(cells[0]).toContain("the storefront shows 12 more");
    expect(cells[0]).toContain("last agreed 10:15 EST");
    expect(text()).toContain("and 2 more places");
  });

  it("leads to the discrepancy and to all of them in the app", async () => {
    appAnswers(stock(differs));
    await extension.render();
    await vi.waitFor(() => expect(shown("s-link")).toHaveLength(2));
    expect(shown("s-link").map((each) => each.getAttribute("href"))).toEqual([
      "app:app/discrepancies/d1",
      "app:app?search=KC-001",
    ]);
  });

  it("reads again when asked to, and keeps showing what it knew meanwhile", async () => {
    const late = Promise.withResolvers<Response>();
    appAnswers(stock(agrees), () => late.promise);
    await extension.render();
    await vi.waitFor(() => expect(text()).toContain("All systems agree"));
    click();
    await vi.waitFor(() => expect(shown("s-button[loading=true]")).toHaveLength(1));
    expect(text()).toContain("All systems agree");
    late.resolve(Response.json(differs));
    await vi.waitFor(() => expect(text()).toContain("Differs in 3 places"));
  });

  it.each([
    [
      "the app's own sentence",
      () => Response.json({ problem: "Shopify did not answer." }, { status: 503 }),
      "Shopify did not answer.",
    ],
    ["that the sign-in has ended", () => new Response("", { status: 401 }), "signedOut"],
    ["that the app cannot be reached", () => Promise.reject(new TypeError("no network")), "unreachable"],
    ["the same of an answer that is no answer", () => new Response("<html>"), "unreachable"],
  ] as const)("says %s, and offers to try again", async (_what, broken, sentence) => {
    appAnswers(broken, stock(agrees));
    await extension.render();
    await vi.waitFor(() => expect(shown("s-banner")).toHaveLength(1));
    expect(text()).toContain(sentence);
    click();
    await vi.waitFor(() => expect(text()).toContain("All systems agree"));
    expect(shown("s-banner")).toHaveLength(0);
  });

  it("reads every system at this moment, and one that fails says why while the others show", async () => {
    const fetching = appAnswers(stock(agrees), lines(told));
    await extension.render();
    await vi.waitFor(() => expect(text()).toContain("All systems agree"));
    press("checkNow");
    await vi.waitFor(() => expect(text()).toContain("All answers came within 15 seconds"));
    expect(fetching.mock.calls[1]?.[0]).toBe(`/api/extension/check?${about}`);
    expect(text()).toContain("Shopify: 10:20:01");
    expect(text()).toContain("Depot: Depot did not answer.");
    expect(shown("s-table-cell").map((cell) => cell.textContent)).toEqual([
      "BrooklynAvailable",
      "Could not be read",
      "52changed 10:15",
      "Not every system could be read",
    ]);
  });

  it("shows the system that has answered while the others are still being read", async () => {
    const sending = new TransformStream<Uint8Array, Uint8Array>();
    appAnswers(stock(agrees), () => new Response(sending.readable));
    await extension.render();
    await vi.waitFor(() => expect(text()).toContain("All systems agree"));
    press("checkNow");
    const writer = sending.writable.getWriter();
    await writer.write(new TextEncoder().encode(`${JSON.stringify(told[0])}\n`));
    await vi.waitFor(() => expect(text()).toContain("Shopify: 10:20:01"));
    expect(shown("s-spinner")).toHaveLength(1);
    await writer.close();
    // What broke off half way is no result.
    await vi.waitFor(() => expect(shown("s-banner")).toHaveLength(1));
    expect(text()).toContain("unreachable");
  });

  it("says what a resync would do before anything is sent, and sends it under the id of what was shown", async () => {
    const fetching = appAnswers(
      stock(differs),
      () => Response.json(previewed),
      () => Response.json(requested),
      stock(agrees),
    );
    await extension.render();
    await vi.waitFor(() => expect(text()).toContain("Differs in 3 places"));
    press("requestResync");
    await vi.waitFor(() => expect(text()).toContain("52 → 40"));
    expect(text()).toContain("The next sync would undo it.");
    expect(text()).toContain("Mend the handoff first.");
    expect(fetching.mock.calls.map(([, init]) => init?.method ?? "GET")).toEqual(["GET", "GET"]);
    press("Resync this count");
    press("Resync this count");
    await vi.waitFor(() => expect(text()).toContain("The resync is asked for."));
    const sent = fetching.mock.calls.filter(([, init]) => init?.method === "POST");
    expect(
      sent.map(([path, init]) => [path, init?.body instanceof URLSearchParams && init.body.toString()]),
    ).toEqual([[`/api/extension/resync?${about}`, `request=${previewed.requestId}`]]);
    expect(shown("s-link").map((each) => each.getAttribute("href"))).toContain("app:app/resyncs/3f0e6d2a");
    await vi.waitFor(() => expect(text()).toContain("All systems agree"));
  });

  it("sends nothing when somebody thinks better of it", async () => {
    const fetching = appAnswers(stock(differs), () => Response.json(previewed));
    await extension.render();
    await vi.waitFor(() => expect(text()).toContain("Differs in 3 places"));
    press("requestResync");
    await vi.waitFor(() => expect(text()).toContain("52 → 40"));
    press("leave");
    await vi.waitFor(() => expect(text()).not.toContain("52 → 40"));
    expect(fetching).toHaveBeenCalledTimes(2);
  });

  it("leads to the app where more is to be confirmed than it shows", async () => {
    const note = "This reaches further than can be confirmed here.";
    appAnswers(stock(differs), () => Response.json({ ...previewed, confirm: null, note }));
    await extension.render();
    await vi.waitFor(() => expect(text()).toContain("Differs in 3 places"));
    press("requestResync");
    await vi.waitFor(() => expect(text()).toContain(note));
    expect(shown("s-button[variant=primary]")).toHaveLength(0);
    expect(shown("s-link").map((each) => each.getAttribute("href"))).toContain(
      "app:app/resyncs/new?variant=7",
    );
  });

  it("keeps what was shown where the request is refused, so that it can be sent again as the same", async () => {
    const fetching = appAnswers(
      stock(differs),
      () => Response.json(previewed),
      () => Response.json({ problem: "Another resync of this key is under way." }, { status: 422 }),
      () => Response.json(requested),
      stock(differs),
    );
    await extension.render();
    await vi.waitFor(() => expect(text()).toContain("Differs in 3 places"));
    press("requestResync");
    await vi.waitFor(() => expect(text()).toContain("52 → 40"));
    press("Resync this count");
    await vi.waitFor(() => expect(text()).toContain("Another resync of this key is under way."));
    press("Resync this count");
    await vi.waitFor(() => expect(text()).toContain("The resync is asked for."));
    const bodies = fetching.mock.calls.flatMap(([, init]) =>
      init?.method === "POST" ? [String(init.body instanceof URLSearchParams && init.body.toString())] : [],
    );
    expect(new Set(bodies).size).toBe(1);
    expect(bodies).toHaveLength(2);
  });

  it.each([
    [{ ...agrees, status: "not_connected" }, ["refresh"]],
    [agrees, ["refresh", "checkNow"]],
    [differs, ["refresh", "checkNow", "requestResync"]],
  ] as const)("offers only what makes sense: %#", async (view, offered) => {
    appAnswers(stock(view));
    await extension.render();
    await vi.waitFor(() => expect(shown("s-button").length).toBeGreaterThan(0));
    expect(shown("s-button").map((button) => button.textContent)).toEqual(offered);
  });
});
