import { expect, test } from "vitest";
import { presentTreadmill } from "../../../app/ui/resyncs/present-reports.ts";
import { treadmill } from "../fixtures/resyncs.ts";

test("the treadmill says what keeps coming back, why, after how long, who mends it and what that costs", () => {
  const { sum, lines } = presentTreadmill(treadmill, "en");
  expect(sum).toMatch(/^4 fixes in 90 days, about 24 min/);
  expect(lines).toMatchObject([
    {
      location: "Brooklyn Warehouse",
      cause: "Hidden buffer",
      fixed: "4 times",
      returns: "3 times",
      after: "1 day 19 hr",
      who: "Maya Okafor (3) and Staff member 8 (1)",
    },
  ]);
});

test("a cause that nobody knows is called unknown, one of an earlier version by its own word", () => {
  const [line] = treadmill.lines;
  if (!line) throw new Error("The fixture has no line.");
  const causeOf = (cause: string | null) =>
    presentTreadmill({ ...treadmill, lines: [{ ...line, cause }] }, "en").lines[0]?.cause;
  expect([causeOf(null), causeOf("solar_wind")]).toEqual(["Cause not known", "solar wind"]);
});
