import type { SeedRow } from "../sandbox/vendors/contract.ts";
import { simulatorOf } from "../sandbox/vendors/index.ts";

/** What the bench is told of a vendor that serves in this process until it is ended. */
export interface VendorStarted {
  readonly config: unknown;
  readonly codes: readonly string[];
  readonly leastMilliseconds: number | null;
}

const [vendor = "", count = "0", limits = "off"] = process.argv.slice(2);
const simulator = await simulatorOf(vendor);
const codes = Array.from({ length: 10 }, (_, index) => simulator.locationCode(index + 1));

function* rows(): Generator<SeedRow> {
  for (let index = 0; index < Number(count); index++) {
    yield {
      item: `ROW-${String(index).padStart(6, "0")}`,
      code: codes[index % codes.length] ?? "",
      onHand: String(5 + (index % 90)),
      committed: String(index % 4),
      updatedAt: "2026-04-03T10:15:00Z",
    };
  }
}

const running = await simulator.start({
  rows: rows(),
  locations: codes.map((code, index) => ({ code, name: `Hall ${index + 1}` })),
  limits: limits === "off" ? null : { scale: Number(limits) },
});
process.send?.({
  config: running.config(),
  codes,
  leastMilliseconds: running.leastMilliseconds(Number(count)),
} satisfies VendorStarted);
process.once("disconnect", () => process.exit());
