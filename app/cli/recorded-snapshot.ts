import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../comparison/engine.ts";
import { ErpFeed } from "../comparison/recorded/erp-feed.ts";
import { HeaderError, WmsFeed } from "../comparison/recorded/wms-feed.ts";
import { LineCutter, type LineReader } from "../comparison/lines/line-cutter.ts";
import { connectedRoles, parseInstant, type Instant, type System } from "../inventory/index.ts";
import { BadInput, unreadable } from "./bad-input.ts";
import { parseJson, snapshotTime, type RecordedStore } from "./recorded-store.ts";
import { readChunks } from "./read-chunks.ts";
import { Fields } from "./store-fields.ts";
import { StorefrontThread, type StorefrontJob } from "./storefront-thread.ts";

/** Bytes of a storefront's file that take longer to read than a thread takes to start. */
const WORTH_A_THREAD = 128 << 20;

/** When each system's file was read; a system that is not in it was not. */
export type Pulled = ReadonlyMap<System, { readonly from: Instant; readonly to: Instant }>;

const fileNames: Readonly<Record<System, string>> = {
  wms: "wms.csv",
  erp: "erp.jsonl",
  storefront: "storefront.jsonl",
};

export interface SnapshotOptions {
  /** Stop at the first bad row instead of counting it. */
  readonly strict: boolean;
  /** A storefront's file of this many bytes is read in a thread of its own. */
  readonly apartFrom?: number;
}

/** Names a file of a snapshot. */
export function snapshotFile(store: RecordedStore, name: string, system: System): string {
  return join(store.folder, "snapshots", name, fileNames[system]);
}

/** Which systems the snapshot holds, and when they were read. Throws BadInput for an unknown snapshot. */
export function pulledTimes(store: RecordedStore, name: string): Pulled {
  const folder = join(store.folder, "snapshots", name);
  const at = snapshotTime(name);
  if (at === null) throw new BadInput(folder, "is not named for a time such as 2026-04-03T101500Z");
  if (!existsSync(folder)) throw new BadInput(folder, "there is no such snapshot");
  const file = join(folder, "pulled.json");
  const fields = existsSync(file) ? new Fields(file, "", parseJson(file)) : null;
  const present = [...store.systems.keys()].filter((system) => existsSync(snapshotFile(store, name, system)));
  return new Map(
    present.map((system) => {
      if (!fields?.has(system)) return [system, { from: at, to: at }];
      const own = fields.fields(system);
      return [system, { from: timeOf(own, "from"), to: timeOf(own, "to") }];
    }),
  );
}

/** Reads the snapshot's files into the comparison, the storefront first. */
export async function readSnapshot(
  store: RecordedStore,
  name: string,
  openEngine: (onBulkFault: (line: number, field: string | null, reason: string) => void) => Engine,
  { strict, apartFrom = WORTH_A_THREAD }: SnapshotOptions,
): Promise<{ engine: Engine; pulled: Pulled }> {
  const pulled = pulledTimes(store, name);
  const stopAt = (file: string) => (line: number, field: string | null, reason: string) => {
    if (strict) throw new BadInput(file, reason, { line, field });
  };
  const engine = openEngine(stopAt(snapshotFile(store, name, "storefront")));
  const readConnected = async (): Promise<void> => {
    for (const role of connectedRoles) {
      const times = pulled.get(role);
      if (!times) continue;
      const file = snapshotFile(store, name, role);
      // Who is strict wants to stop at the very line.
      const intake = strict ? engine.intake(role, role, 1) : engine.intake(role, role);
      intake.observe(times.from);
      const feed = role === "erp" ? new ErpFeed(intake, stopAt(file)) : new WmsFeed(intake, stopAt(file));
      await readFeed(file, feed);
      engine.complete(role, role, { cutShort: feed.brokeOff });
    }
  };
  const storefront = pulled.get("storefront");
  if (storefront) {
    const job = {
      setup: store.setup,
      file: snapshotFile(store, name, "storefront"),
      observedAt: storefront.from,
    };
    // Who is strict wants the first bad row, and so the files one after the other.
    if (strict || statSync(job.file).size < apartFrom) {
      await readChunks(job.file, (chunk) => engine.acceptBulk(chunk, job.observedAt)).catch(stop(job.file));
      await readConnected();
    } else await readApart(engine, job, readConnected);
    engine.complete("storefront", null);
  } else await readConnected();
  return { engine, pulled };
}

/** The storefront in a thread of its own, the rest meanwhile in this one. */
async function readApart(engine: Engine, job: StorefrontJob, readRest: () => Promise<void>): Promise<void> {
  const thread = new StorefrontThread(job);
  try {
    const [reading] = await Promise.all([thread.reading, readRest()]);
    engine.takeOverStorefront(reading);
  } finally {
    await thread.end();
  }
}

async function readFeed(file: string, feed: LineReader): Promise<void> {
  const lines = new LineCutter(feed);
  try {
    await readChunks(file, (chunk) => lines.push(chunk));
    lines.end();
  } catch (error) {
    if (error instanceof HeaderError)
      throw new BadInput(file, error.message, { line: 1, field: error.field });
    throw unreadable(file, error as Error);
  }
}

function stop(file: string): (error: Error) => never {
  return (error) => {
    throw unreadable(file, error);
  };
}

function timeOf(fields: Fields, name: "from" | "to"): Instant {
  return parseInstant(fields.text(name)) ?? fields.fail(name, "is not a time with a zone");
}
