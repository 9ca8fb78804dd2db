import { expect, test } from "vitest";
import { presentResync } from "../../../app/ui/resyncs/present-resync.ts";
import { waitingResync } from "../fixtures/resyncs.ts";

test("a request says whose number it sends, and an undo that it is the one from before", () => {
  const [row] = waitingResync.rows;
  if (!row) throw new Error("The fixture has no row.");
  const howOf = (truth: "erp" | "storefront", route: "ask" | "set") =>
    presentResync({ ...waitingResync, rows: [{ ...row, truth, route }] }, "en").rows.map(({ how }) => how);
  expect([howOf("erp", "set"), howOf("storefront", "set"), howOf("erp", "ask")].flat()).toEqual([
    "Shopify is written with the ERP's number",
    "Shopify gets the number from before back",
    "asked to push",
  ]);
});
