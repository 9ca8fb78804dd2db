import type { Connector } from "../app/connectors/contract.ts";
import type { ConnectorHttp } from "../app/connectors/http.ts";
import { loneContexts } from "../app/connectors/shared/context.ts";
import { sweep } from "./connectors-sweep.ts";
import { startVendor, type VendorWish } from "./connectors-vendor.ts";

/**
 * Sweeps that are longer than what a vendor gives at once, so that its limit is what decides how long they take. Pages are short and
 * the vendor's minutes pass quickly, since a real one would take an hour; the numbers of requests, credits and slots are the vendor's. Where sweeps leave a share to probes, a sweep is as long as
 * a whole number of its own shares: the last minute of another is waited for as a whole, however little is left to read.
 */
interface Bound extends Omit<VendorWish, "vendor" | "limits"> {
  readonly limit: string;
  readonly pace: number;
  /** Fewer requests in a minute than the vendor's own simulator gives; default 1. */
  readonly scale?: number;
}

const bounds: Readonly<Record<string, Bound>> = {
  shiphero: { limit: "4,004 credits, 60 a second", pace: 20, rows: 24_000 },
  logiwa: { limit: "one in 1,000 ms", pace: 3, rows: 60, locations: 60 },
  skuvault: { limit: "5 a minute and call", pace: 120, rows: 100, locations: 100 },
  "cin7-core": { limit: "60 a minute", pace: 10, rows: 9_500, pageSize: 20, locations: 1 },
  linnworks: { limit: "250 a minute", pace: 4, rows: 5_900, pageSize: 5, locations: 1 },
  shipbob: { limit: "150 a minute", pace: 4, rows: 3_500, pageSize: 5, locations: 1 },
  extensiv: { limit: "400 a minute", pace: 4, rows: 7_900, pageSize: 5 },
  // How many its licence allows is told to no client: the connector learns it from refusals.
  acumatica: { limit: "10 a minute, not declared", pace: 2, scale: 0.1, rows: 23_500 },
};

/**
 * Here only so many requests may be under way at one time, and pages that name the next one have to be asked for one after the other:
 * the vendor's own time for all of them is the best there is.
 */
const slots: Readonly<Record<string, Omit<VendorWish, "vendor" | "limits">>> = {
  netsuite: { work: 250, rows: 20_000, pageSize: 500 },
  "business-central": { work: 250, rows: 4_000, pageSize: 200 },
};

export interface LimitedResult {
  readonly limit: string;
  readonly calls: number;
  readonly refused: number;
  readonly bestMs: number;
  readonly measuredMs: number;
  readonly over: number;
}

export function isLimited({ id }: Connector): boolean {
  return id in bounds || id in slots;
}

/** `share`: a part of the rows. */
export async function limitedSweep(
  connector: Connector,
  http: ConnectorHttp,
  share: number,
): Promise<LimitedResult> {
  const { id } = connector;
  const bound = bounds[id];
  const unbound: Bound = { limit: "requests at one time", pace: 1, rows: 0, ...slots[id] };
  const { limit, pace, scale = 1, ...wish } = bound ?? unbound;
  const rows = Math.ceil(wish.rows * share);
  const vendor = await startVendor({ ...wish, vendor: id, rows, limits: { scale, pace } });
  try {
    const contextFor = loneContexts({ http, now: Date.now, scale: pace });
    const { wall } = await sweep(connector, vendor, rows, contextFor);
    const { calls, throttled, workMs } = await vendor.seen();
    const best = bound ? (vendor.leastMilliseconds ?? 0) : workMs;
    return {
      limit,
      calls,
      refused: throttled,
      bestMs: Math.round(best),
      measuredMs: Math.round(wall),
      over: Number((wall / best).toFixed(2)),
    };
  } finally {
    vendor.end();
  }
}
