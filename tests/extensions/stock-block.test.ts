import { getExtension } from "@shopify/ui-extensions-tester";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ProductStockView } from "../../app/ui/product-stock/view.ts";

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
});
