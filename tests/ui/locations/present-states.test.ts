import { expect, test } from "vitest";
import { presentLocations } from "../../../app/ui/locations/present-locations.ts";
import { manyLocations, mapping } from "../fixtures/locations.ts";

const state = (name: string) =>
  presentLocations(mapping, "en").locations.find((location) => location.name === name)?.state;

test("a location says when it was read whole, what is open, late and how busy it is", () => {
  expect(state("Brooklyn")).toEqual({
    read: [
      "All systems 4 minutes ago",
      "ERP: 412 rows",
      "ShelfCount: not read whole. The WMS did not answer within 30 seconds.",
    ],
    open: [
      { label: "Sync has stopped: 14 SKUs", href: "/app/incidents/i-1" },
      { label: "Not diagnosed yet: 2 SKUs", href: "/app?location=L1" },
    ],
    more: null,
    lags: [{ words: "ERP → Shopify: 95% in 11 min, window 10 min, late", late: true }],
    orders: "12.3 an hour",
  });
});

test("one that nothing is known of says so, and nothing is zero", () => {
  expect(state("Queens")).toEqual({
    read: ["Never all systems"],
    open: [],
    more: null,
    lags: [],
    orders: "None heard of",
  });
});

test("two thousand locations are all there to be mapped", () => {
  const view = presentLocations(manyLocations, "en");
  expect(view.locations).toHaveLength(2_000);
  expect(view.connections[0]?.codes).toHaveLength(2_000);
});
