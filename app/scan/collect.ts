import { ConnectorError } from "../connectors/errors.ts";
import type { Instant, System } from "../inventory/index.ts";
import { StorefrontError } from "../storefront/errors.ts";
import type { Storefront } from "../storefront/ports.ts";
import type { ComparisonRun, Source } from "./ports.ts";
import type { ProgressBoard } from "./progress.ts";

/** How one system's complete read ended. A read that failed half-way counts as not read. */
export interface Collected {
  readonly system: System;
  readonly connectionId: string | null;
  readonly complete: boolean;
  readonly rows: number;
  readonly from: Instant;
  readonly to: Instant;
  readonly problem: string | null;
}

export interface Collecting {
  readonly shop: string;
  readonly sources: readonly Source[];
  readonly storefront: Storefront;
  readonly comparison: ComparisonRun;
  readonly board: ProgressBoard;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

/** Reads all systems side by side into the comparison. One that fails does not stop the others; a cancelled scan does. */
export async function collect(collecting: Collecting): Promise<readonly Collected[]> {
  const reads = [
    readInto(collecting, null, () => sweepStorefront(collecting)),
    ...collecting.sources.map((source) =>
      readInto(collecting, source, () => sweepSource(collecting, source)),
    ),
  ];
  return Promise.all(reads);
}

async function readInto(
  { board, comparison, now, signal }: Collecting,
  source: Source | null,
  sweep: () => Promise<number>,
): Promise<Collected> {
  const system = source?.connection.role ?? "storefront";
  const connectionId = source?.connection.id ?? null;
  const from = now();
  if (source?.connection.pausedAt) {
    const problem = `${source.connection.name} is paused.`;
    board.source(connectionId, { state: "failed", finishedAt: from, problem });
    return { system, connectionId, complete: false, rows: 0, from, to: from, problem };
  }
  board.source(connectionId, { state: "reading", startedAt: from });
  try {
    const rows = await sweep();
    await comparison.complete(system, connectionId);
    const to = now();
    board.source(connectionId, { state: "done", finishedAt: to });
    return { system, connectionId, complete: true, rows, from, to, problem: null };
  } catch (error) {
    signal.throwIfAborted();
    const problem = sentenceOf(error);
    if (problem === null) throw error;
    const to = now();
    board.source(connectionId, { state: "failed", finishedAt: to, problem });
    return { system, connectionId, complete: false, rows: 0, from, to, problem };
  }
}

async function sweepStorefront({ shop, storefront, comparison, board, signal }: Collecting): Promise<number> {
  const sweep = await storefront.sweepLevels(shop, {
    signal,
    onProgress: ({ objects }) => board.source(null, { rows: objects }),
  });
  board.source(null, { rows: sweep.objects, total: sweep.objects });
  for await (const chunk of sweep.bytes) await comparison.acceptBulk(chunk, sweep.startedAt);
  return sweep.objects;
}

async function sweepSource({ comparison, board, signal }: Collecting, source: Source): Promise<number> {
  const { id, role } = source.connection;
  let rows = 0;
  for await (const page of source.readLevels(signal)) {
    await comparison.accept(role, id, page.levels);
    for (const row of page.rejected) await comparison.reject(role, row.where, row.reason);
    rows += page.levels.length + page.rejected.length;
    board.source(id, { rows, total: page.total });
  }
  return rows;
}

/** The outside world's faults have sentences for people; anything else is our own fault and ends the scan. */
function sentenceOf(error: unknown): string | null {
  return error instanceof ConnectorError || error instanceof StorefrontError ? error.message : null;
}
