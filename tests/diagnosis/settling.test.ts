import { describe, expect, it } from "vitest";
import { EventIndex } from "../../app/diagnosis/events.ts";
import { outlookOf, type Outlook } from "../../app/diagnosis/settling.ts";
import { at, downstream, inquiryOf, type KeySeries, type Series } from "./support/scene.ts";

/** Readings come every quarter of an hour; the window of the storefront is ten minutes. */
function outlook(key: KeySeries, readings: number): Outlook | null {
  const inquiry = inquiryOf({ keys: { KC: key }, readings });
  const [mismatch] = inquiry.mismatches;
  return mismatch ? outlookOf(mismatch, at(readings - 1), { ...inquiry, events: new EventIndex([]) }) : null;
}

const sold = (available: number, committed: number): Series[number] => ({
  available,
  committed,
  on_hand: available + committed,
});

describe("whether the window has passed", () => {
  it.each([
    ["nothing has moved for longer than it", downstream([10, 14], [10]), 3],
    ["a number was set downstream and nothing followed", downstream([10], [10, 3]), 3],
    ["upstream moves on and downstream is not written", downstream([10, 12, 14, 16], [10]), 4],
    ["both move, and no reading is explained", downstream([10, 12, 14, 16, 18], [10, 5, 7, 9, 11]), 5],
    ["the row is still missing", downstream([10], [10, null]), 3],
  ])("has, when %s", (_, key, readings) => {
    expect(outlook(key, readings)).toMatchObject({ overdue: true, underWay: false });
  });

  it.each([
    ["upstream has just moved", downstream([10, 10, 14], [10]), 3],
    ["downstream has just moved", downstream([10], [10, 10, 9]), 3],
    ["the number was read once", downstream([10], [4]), 1],
    [
      "a sale is on its way up",
      { wms: [sold(10, 0)], erp: [sold(10, 0)], storefront: [sold(10, 0), sold(10, 0), sold(8, 2)] },
      3,
    ],
    [
      "a sale and a receipt are on their way at once",
      {
        wms: [sold(10, 0), sold(10, 0), sold(59, 1)],
        erp: [sold(10, 0), sold(9, 1), sold(9, 1)],
        storefront: [sold(10, 0), sold(9, 1), sold(9, 1)],
      },
      3,
    ],
    [
      "a count that came down hides behind a new sale",
      {
        wms: [sold(0, 0), sold(2, 0), sold(2, 0)],
        erp: [sold(0, 0), sold(2, 0), sold(2, 0)],
        storefront: [sold(0, 0), sold(0, 0), sold(0, 2)],
      },
      3,
    ],
    [
      "downstream has a number between the two that were read upstream",
      downstream([10, 10, 16], [10, 10, 13]),
      3,
    ],
    ["the row has just gone", downstream([10], [10, 10, null]), 3],
  ])("has not, when %s", (_, key, readings) => {
    expect(outlook(key, readings)?.overdue).toBe(false);
  });

  it("is not asked where systems agree", () => {
    expect(outlook(downstream([10], [10]), 3)).toBeNull();
  });
});
