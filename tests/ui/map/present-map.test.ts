import { describe, expect, test } from "vitest";
import { readMapQuery, wholeMap } from "../../../app/ui/map/map-href.ts";
import { presentMap } from "../../../app/ui/map/present-map.ts";
import { handoffMap, manyPlaces, tangled } from "../fixtures/handoff-map.ts";

const view = (facts: typeof tangled, search = "") =>
  presentMap(handoffMap(facts), readMapQuery(new URLSearchParams(search)), "en");

describe("the map as it is shown", () => {
  test("goes down the chain, systems and handoffs in turn, with the lag against its window", () => {
    const links = view(tangled)?.links ?? [];
    expect(links.map(({ id }) => id)).toEqual(["wms", "wms_erp", "erp", "erp_storefront", "storefront"]);
    const handoff = links[3];
    expect(handoff?.kind === "handoff" && handoff.lanes[0]).toMatchObject({
      stateText: "Queue grows",
      bad: true,
      lag: "half within 6 min, 95% within 26 min (late)",
      window: "window 10 min",
      lines: ["412 waiting", "last moved 2 minutes ago", "through Flows of Celigo"],
      differ: "100 SKUs differ",
    });
  });

  test("is nothing without a connection", () => {
    expect(view({ ...tangled, connections: [] })).toBeNull();
  });

  test("drills down to a handoff, a system and a location by its address", () => {
    expect(view(tangled, "lane=erp_storefront.stock")?.detail).toMatchObject({
      heading: "NetSuite to Shopify, stock",
      links: [{ items: [{ href: "/app/incidents/i-1" }, { href: "/app/incidents/i-2" }] }],
    });
    expect(view(tangled, "system=erp")?.detail).toMatchObject({
      note: "Mapped to nothing: TRANSIT",
      action: { href: "/app/connections/c-erp" },
    });
    expect(view(tangled, "location=L1")?.detail?.heading).toBe("Brooklyn");
  });

  test.each(["lane=wms_moon.stock", "system=moon", "location=gone", "lane=%00"])(
    "says that %s is not there any more, and shows the rest",
    (search) => {
      const shown = view(tangled, search);
      expect(shown?.detail?.note).toContain("not there any more");
      expect(shown?.links).toHaveLength(5);
    },
  );

  test("lists a thousand locations a page at a time, and finds one by its code", () => {
    const first = view(manyPlaces)?.locations;
    expect(first?.rows).toHaveLength(50);
    expect(first?.shown).toBe("1–50 of 1,000");
    expect(view(manyPlaces, "page=20")?.locations.next).toBeNull();
    expect(view(manyPlaces, "page=99999")?.locations.rows).toHaveLength(50);
    expect(view(manyPlaces, "search=s-777")?.locations.rows.map(({ name }) => name)).toEqual(["Store 0777"]);
  });

  test("keeps what is chosen and searched in the address", () => {
    const rows = view(tangled, "search=brook")?.locations.rows;
    expect(rows?.[0]?.href).toBe("/app/map?location=L1&search=brook");
    expect(readMapQuery(new URLSearchParams("page=-3&page=x"))).toEqual(wholeMap);
  });
});
