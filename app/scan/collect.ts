import type { ComparisonSetup } from "../comparison/contract.ts";
import { ConnectorError } from "../connectors/errors.ts";
import type { Instant, System } from "../inventory/index.ts";
import { StorefrontError } from "../storefront/errors.ts";
import type { Storefront } from "../storefront/ports.ts";
import type { ComparisonRun, Source } from "./ports.ts";
import type { ProgressBoard } from "./progress.ts";
import type { HowRead, KeptReadingStore } from "./reading/kept.ts";
import type { Keeper } from "./reading/keeper.ts";
import { readSource } from "./reading/read.ts";
import { secondLookAt } from "./reading/second-look.ts";
import { keysOf, type ProbeKey } from "./probe.ts";

/** How one system's complete read ended. A read that failed half-way counts as not read. */
export interface Collected {
  readonly system: System;
  readonly connectionId: string | null;
  readonly complete: boolean;
  readonly rows: number;
  readonly from: Instant;
  readonly to: Instant;
  readonly problem: string | null;
  /** Null for the storefront, and for what was not read. */
  readonly how: HowRead | null;
  /** Where more that is read of it belongs. */
  readonly keeper: Keeper | null;
}

export interface Collecting {
  readonly shop: string;
  readonly scanId: string;
  readonly setup: ComparisonSetup;
  /** Of the discrepancies that live: whatever is judged is read afresh. */
  readonly live: readonly Pick<ProbeKey, "sku" | "locationId">[];
  readonly kept: KeptReadingStore;
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
  sweep: () => Promise<Swept>,
): Promise<Collected> {
  const system = source?.connection.role ?? "storefront";
  const connectionId = source?.connection.id ?? null;
  const from = now();
  if (source?.connection.pausedAt) {
    const problem = `${source.connection.name} is paused.`;
    board.source(connectionId, { state: "failed", finishedAt: from, problem });
    return { ...unread, system, connectionId, from, to: from, problem };
  }
  board.source(connectionId, { state: "reading", startedAt: from });
  try {
    const swept = await sweep();
    await comparison.complete(system, connectionId);
    const to = now();
    board.source(connectionId, { state: "done", finishedAt: to });
    return { system, connectionId, complete: true, from, to, problem: null, ...swept };
  } catch (error) {
    signal.throwIfAborted();
    const problem = sentenceOf(error);
    if (problem === null) throw error;
    const to = now();
    board.source(connectionId, { state: "failed", finishedAt: to, problem });
    return { ...unread, system, connectionId, from, to, problem };
  }
}

/** `from` where it began earlier than in this attempt. */
type Swept = Pick<Collected, "rows" | "how" | "keeper"> & Partial<Pick<Collected, "from">>;

const unread = { complete: false, rows: 0, how: null, keeper: null } as const;

async function sweepStorefront({ shop, storefront, comparison, board, signal }: Collecting): Promise<Swept> {
  const sweep = await storefront.sweepLevels(shop, {
    signal,
    onProgress: ({ objects }) => board.source(null, { rows: objects }),
  });
  board.source(null, { rows: sweep.objects, total: sweep.objects });
  for await (const chunk of sweep.bytes) await comparison.acceptBulk(chunk, sweep.startedAt);
  return { rows: sweep.objects, how: null, keeper: null };
}

async function sweepSource(collecting: Collecting, source: Source): Promise<Swept> {
  const { comparison, board, setup, sources, live } = collecting;
  const { id, role } = source.connection;
  let rows = 0;
  const read = await readSource({
    ...collecting,
    source,
    secondLook: secondLookAt(id, sources, setup.codes),
    liveKeys: keysOf(source, live, setup),
    async take({ levels, rejected, total }) {
      await comparison.accept(role, id, levels);
      for (const row of rejected) await comparison.reject(role, row.where, row.reason);
      rows += levels.length + rejected.length;
      board.source(id, { rows, total });
    },
  });
  return { rows, ...read };
}

/** The outside world's faults have sentences for people; anything else is our own fault and ends the scan. */
function sentenceOf(error: unknown): string | null {
  return error instanceof ConnectorError || error instanceof StorefrontError ? error.message : null;
}
