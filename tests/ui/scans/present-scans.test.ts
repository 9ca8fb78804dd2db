import { describe, expect, test } from "vitest";
import { formatFor } from "../../../app/ui/format.ts";
import { presentLastScan } from "../../../app/ui/scans/present-last-scan.ts";
import { presentScans } from "../../../app/ui/scans/present-scans.ts";
import { now } from "../fixtures/discrepancies.ts";
import { homes } from "../fixtures/home.ts";
import { history, scan } from "../fixtures/scans.ts";

const format = formatFor({ timezone: "UTC", currency: "USD", locale: "en-GB", now });
const both = new Set(["wms", "erp"] as const);

describe("the last scan", () => {
  test("counts rows, unmatched and rejected per system", () => {
    expect(presentLastScan(homes.found.last, both, format).systems).toEqual([
      { system: "wms", name: "WMS", rows: "12,480", unmatched: "3", rejected: "0" },
      { system: "erp", name: "ERP", rows: "12,503", unmatched: "1", rejected: "2" },
      { system: "storefront", name: "Storefront", rows: "12,471", unmatched: "0", rejected: "0" },
    ]);
  });

  test("says since when a location was not read, why, and where to mend it", () => {
    expect(presentLastScan(homes.incomplete.last, both, format).unread).toMatchObject([
      {
        text: "Queens: the WMS has not been read since 22 Nov, 06:20 UTC",
        problem: "The WMS did not answer within 30 seconds.",
        mend: { label: "Check ShelfCount Brooklyn", href: "/app/connections/c-wms" },
      },
    ]);
  });

  test("says never for a location that was never read whole; the storefront has nothing to mend", () => {
    const [unread] = homes.incomplete.last.unread;
    const never = { ...unread, system: "storefront", connectionId: null, lastCompleteAt: null } as const;
    const [view] = presentLastScan({ ...homes.incomplete.last, unread: [never] }, both, format).unread;
    expect(view).toMatchObject({ text: "Queens: the storefront has never been read completely", mend: null });
  });

  test("without counts shows none", () => {
    const last = { scan: scan({ state: "failed", counts: null }), unread: [] };
    expect(presentLastScan(last, both, format).systems).toEqual([]);
  });
});

describe("the list of scans", () => {
  const view = presentScans(history, "en");

  test("shows a dash, not 0, for what a cancelled scan never counted", () => {
    expect(view.history[2]).toMatchObject({ rows: "–", opened: "–", duration: "never started" });
  });

  test("adds up the systems", () => {
    expect(view.history[0]).toMatchObject({
      rows: "37,454",
      unmatched: "4",
      rejected: "2",
      duration: "18 sec",
    });
  });

  test("tells not read from absent in the coverage", () => {
    expect(view.coverage?.rows).toEqual([
      { location: "Brooklyn", cells: ["1,200", "1,210", "1,205"] },
      { location: "Queens", cells: ["Not read completely", "–", "900"] },
    ]);
  });

  test("groups the samples of the newest scan by kind", () => {
    expect(view.samples.map(({ kind }) => kind)).toEqual(["Unmatched SKUs", "Rejected rows"]);
  });
});
