import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { SeedRow, SimulatorOptions } from "../sandbox/vendors/contract.ts";
import { simulatorOf } from "../sandbox/vendors/index.ts";

/** A vendor with so many rows, spread over its locations. */
export interface VendorWish extends Pick<SimulatorOptions, "limits" | "pageSize" | "work"> {
  readonly vendor: string;
  readonly rows: number;
  /** Default 10. */
  readonly locations?: number;
}

/** What the bench is told of a vendor that serves in a process of its own until it is ended. */
export interface VendorStarted {
  readonly config: unknown;
  readonly codes: readonly string[];
  readonly leastMilliseconds: number | null;
}

export interface Vendor extends VendorStarted {
  /** What the vendor saw, from its own side. */
  readonly seen: () => Promise<VendorSeen>;
  readonly end: () => void;
}

export interface VendorSeen {
  readonly calls: number;
  /** How long the vendor worked on them, one after the other. */
  readonly workMs: number;
  readonly throttled: number;
}

export async function startVendor(wish: VendorWish): Promise<Vendor> {
  const child: ChildProcess = fork(import.meta.filename, [JSON.stringify(wish)]);
  const [started] = (await once(child, "message")) as [VendorStarted];
  return {
    ...started,
    async seen() {
      child.send("seen");
      const [seen] = (await once(child, "message")) as [VendorSeen];
      return seen;
    },
    end: () => void child.kill(),
  };
}

if (process.send !== undefined) await serve(JSON.parse(process.argv[2] ?? "") as VendorWish);

async function serve({ vendor, rows, locations = 10, ...options }: VendorWish): Promise<void> {
  const simulator = await simulatorOf(vendor);
  const codes = Array.from({ length: locations }, (_, index) => simulator.locationCode(index + 1));
  const running = await simulator.start({
    ...options,
    rows: seedRows(rows, codes),
    locations: codes.map((code, index) => ({ code, name: `Hall ${index + 1}` })),
  });
  process.on("message", () => {
    const { requests } = running;
    process.send?.({
      calls: requests.length,
      workMs: requests.reduce((sum, { took }) => sum + took, 0),
      throttled: requests.filter(({ throttled }) => throttled).length,
    } satisfies VendorSeen);
  });
  process.send?.({
    config: running.config(),
    codes,
    leastMilliseconds: running.leastMilliseconds(rows),
  } satisfies VendorStarted);
  process.once("disconnect", () => process.exit());
}

function* seedRows(count: number, codes: readonly string[]): Generator<SeedRow> {
  for (let index = 0; index < count; index++) {
    yield {
      item: `ROW-${String(index).padStart(6, "0")}`,
      code: codes[index % codes.length] ?? "",
      onHand: String(5 + (index % 90)),
      committed: String(index % 4),
      updatedAt: "2026-04-03T10:15:00Z",
    };
  }
}
