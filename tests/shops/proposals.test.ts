import { describe, expect, it } from "vitest";
import type { Location } from "../../app/inventory/index.ts";
import { proposeMappings } from "../../app/shops/proposals.ts";

const location = (id: string, name: string, active = true): Location => ({
  id,
  name,
  active,
  fulfillsOnlineOrders: true,
  fulfillmentService: false,
});
const brooklyn = location("101", "Brooklyn");
const austin = location("102", "Austin");
const code = (value: string, name: string | null = null) => ({ connectionId: "c1", code: value, name });

describe("proposals for the mapping of locations", () => {
  it("follow an equal name, whatever its case and generic words", () => {
    expect(proposeMappings([code("17", "BROOKLYN Warehouse")], [brooklyn, austin])).toMatchObject([
      { code: "17", locationId: "101", because: "same_name" },
    ]);
  });
  it("follow a code that is the location's name", () => {
    expect(proposeMappings([code("austin")], [brooklyn, austin])).toMatchObject([
      { locationId: "102", because: "same_code" },
    ]);
  });
  it("follow a longer name that holds the location's", () => {
    expect(proposeMappings([code("9", "Austin South")], [brooklyn, austin])).toMatchObject([
      { because: "similar_name" },
    ]);
  });
  it("follow initials in the code", () => {
    expect(
      proposeMappings([code("WH-BK"), code("BK1"), code("AU1")], [brooklyn, austin]).map((p) => p.locationId),
    ).toEqual(["101", "101", "102"]);
  });
  it("say nothing where two locations are equally likely", () => {
    expect(proposeMappings([code("BK1")], [brooklyn, location("103", "Berkeley")])).toEqual([]);
  });
  it("never point to a closed location", () => {
    expect(proposeMappings([code("17", "Brooklyn")], [location("101", "Brooklyn", false)])).toEqual([]);
  });
  it("say nothing for a code that resembles nothing", () => {
    expect(proposeMappings([code("ZZ-9", "Overflow")], [brooklyn, austin])).toEqual([]);
  });
  it("are made at once for 2,000 locations with as many codes, whether anything fits or not", () => {
    const locations = Array.from({ length: 2_000 }, (_, index) =>
      location(String(index), `Store ${index} Springfield`),
    );
    const named = locations.map(({ id, name }) => code(`WH-${id}`, name));
    const strange = locations.map(({ id }) => code(`WH-${id}`, `Hall ${id}`));
    const began = performance.now();
    expect(proposeMappings(named, locations).map((p) => [p.code, p.locationId])).toEqual(
      locations.map(({ id }) => [`WH-${id}`, id]),
    );
    expect(proposeMappings(strange, locations)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
