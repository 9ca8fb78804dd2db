import type { Connector } from "../contract.ts";

type StockReads = Pick<
  Connector<never>,
  "holdsStock" | "states" | "listLocations" | "readLevels" | "readKeys"
>;

/** For middleware: it carries stock between systems and holds none. */
export const noStock = {
  holdsStock: false,
  states: {},
  listLocations: () => Promise.resolve([]),
  // eslint-disable-next-line @typescript-eslint/require-await
  async *readLevels() {
    return;
  },
  readKeys: () => Promise.resolve([]),
} as const satisfies StockReads;

export const noCapabilities = {
  changedAt: false,
  probe: false,
  changedSince: false,
  resumes: false,
  events: false,
  health: false,
  resync: false,
  rights: false,
} as const;
