import type { ScanOutcome } from "../scan/ports.ts";
import { ProgressBoard } from "../scan/progress.ts";
import { runScan, type ScanDependencies } from "../scan/run.ts";
import type { ShopStore } from "../shops/ports.ts";
import { StorefrontError } from "../storefront/errors.ts";

/** A scan that has not shown a heartbeat for so long has lost its runner. */
export const HEARTBEAT_LOST_AFTER = 30_000;
const BEAT_EVERY = 1_000;

export interface ScanJob {
  readonly shop: string;
  readonly scanId: string;
}

/** A job with the name under which this attempt at it holds the scan. */
interface HeldScan extends ScanJob {
  readonly runner: string;
}

class ScanCancelled extends Error {
  override readonly name = "ScanCancelled";
}

/** Another worker has the scan: nothing is to be stored any more. */
class ScanLost extends Error {
  override readonly name = "ScanLost";
}

/**
 * Runs one scan from claim to outcome. A job that comes twice finds the scan claimed and does nothing; a scan whose worker died
 * is claimed again and starts over, and recording twice changes nothing.
 */
export async function runScanJob(
  { shop: domain, scanId }: ScanJob,
  dependencies: ScanDependencies & { readonly shops: ShopStore },
  stopping: AbortSignal,
): Promise<"done" | "not_mine"> {
  const { scans, shops, now } = dependencies;
  const job = { shop: domain, scanId, runner: dependencies.newId() };
  const at = now();
  if (!(await scans.claim(job.shop, job.scanId, job.runner, at, at - HEARTBEAT_LOST_AFTER)))
    return "not_mine";
  const shop = await shops.find(job.shop);
  if (!shop || shop.uninstalledAt !== null) {
    await finish(job, dependencies, failed("The app is no longer installed in this shop."));
    return "done";
  }
  const control = new AbortController();
  const signal = AbortSignal.any([control.signal, stopping]);
  const sources = await dependencies.sources(job.shop);
  const board = new ProgressBoard([
    { system: "storefront", connectionId: null, name: "Shopify" },
    ...sources.map(({ connection }) => ({
      system: connection.role,
      connectionId: connection.id,
      name: connection.name,
    })),
  ]);
  const heart = beat(job, dependencies, board, control);
  try {
    const outcome = await runScan({ shop, scanId: job.scanId, board, sources, signal }, dependencies);
    await finish(job, dependencies, outcome);
    return "done";
  } catch (error) {
    if (signal.reason instanceof ScanLost) return "not_mine";
    if (signal.reason instanceof ScanCancelled) {
      await finish(job, dependencies, { ...failed("Cancelled."), state: "cancelled" });
      return "done";
    }
    if (stopping.aborted) {
      await scans.release(job.shop, job.scanId, job.runner);
      throw error;
    }
    if (error instanceof StorefrontError) {
      await finish(job, dependencies, failed(error.message));
      return "done";
    }
    await finish(job, dependencies, failed("Something went wrong on our side. The next scan tries again."));
    throw error;
  } finally {
    clearInterval(heart);
  }
}

function beat(
  job: HeldScan,
  { scans, now }: ScanDependencies,
  board: ProgressBoard,
  control: AbortController,
) {
  let beating = false;
  return setInterval(() => {
    if (beating) return;
    beating = true;
    scans
      .beat(job.shop, job.scanId, job.runner, now(), board.view)
      .then((word) => {
        if (word === "cancel") control.abort(new ScanCancelled());
        if (word === "lost") control.abort(new ScanLost());
      })
      // A heartbeat that cannot be stored now is stored a second later; a database that stays away ends the scan by itself.
      .catch(() => undefined)
      .finally(() => {
        beating = false;
      });
  }, BEAT_EVERY);
}

function finish(job: HeldScan, { scans, now }: ScanDependencies, outcome: ScanOutcome): Promise<void> {
  return scans.finish(job.shop, job.scanId, job.runner, now(), outcome);
}

function failed(problem: string): ScanOutcome {
  return { state: "failed", counts: null, samples: [], readings: [], problem };
}
