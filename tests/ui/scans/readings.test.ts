import { expect, test } from "vitest";
import { presentScans } from "../../../app/ui/scans/present-scans.ts";
import { history } from "../fixtures/scans.ts";

test("the page says how each connection was read, when everything last was, and why everything was", () => {
  const { readings } = presentScans(history, "en");
  expect(readings.map(({ name }) => name)).toEqual(["ShelfCount Brooklyn", "Ledger One"]);
  expect(readings[0]?.how).toMatch(/^Only what changed\. Everything was last read at .*\d/);
  expect(readings[1]?.how).toBe("Everything was read. A row that was there before is gone.");
});
