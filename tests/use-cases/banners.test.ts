import { describe, expect, it } from "vitest";
import { bannersOf } from "../../app/use-cases/banners.ts";
import { trouble } from "../ui/fixtures/home.ts";

const at = (...names: string[]) => names.flatMap((name) => trouble(name).locations);

describe("banners", () => {
  it("are at most three, and the locations that none of them names are counted", () => {
    const troubles = ["A", "B", "C", "D", "E"].map((name) => trouble(name));
    const { worst, furtherLocations } = bannersOf(troubles, at("A", "B", "C", "D", "E"));
    expect(worst.map(({ locations }) => locations[0]?.name)).toEqual(["A", "B", "C"]);
    expect(furtherLocations).toBe(2);
  });
  it("are at most one per location, the worst of it", () => {
    const twice = [
      trouble("A", { incidentId: "worst" }),
      trouble("A", { incidentId: "lesser" }),
      trouble("B"),
    ];
    expect(bannersOf(twice, at("A", "B")).worst.map(({ incidentId }) => incidentId)).toEqual(["worst", null]);
  });
  it("are one for an incident over many locations, all of which it names", () => {
    const wide = trouble("A", { locations: at("A", "B", "C", "D", "E") });
    const { worst, furtherLocations } = bannersOf([wide, trouble("A")], at("A", "B", "C", "D", "E"));
    expect(worst).toHaveLength(2);
    expect(furtherLocations).toBe(0);
  });
  it("show a person's own locations first, and the worst of the others after them", () => {
    const troubles = ["A", "B", "C", "D"].map((name) => trouble(name));
    const mine = at("D").map(({ id }) => id);
    expect(
      bannersOf(troubles, at("A", "B", "C", "D"), mine).worst.map(({ locations }) => locations[0]?.name),
    ).toEqual(["D", "A", "B"]);
  });
});
