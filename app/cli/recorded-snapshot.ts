import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../comparison/engine.ts";
import { ErpFeed } from "../comparison/recorded/erp-feed.ts";
import { HeaderError, WmsFeed } from "../comparison/recorded/wms-feed.ts";
import { LineCutter, type LineReader } from "../comparison/lines/line-cutter.ts";
import { connectedRoles, parseInstant, type Instant, type System } from "../inventory/index.ts";
import { BadInput } from "./bad-input.ts";
import { parseJson, snapshotTime, type RecordedStore } from "./recorded-store.ts";
import { Fields } from "./store-fields.ts";

const CHUNK = 1 << 20;

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
  { strict }: SnapshotOptions,
): Promise<{ engine: Engine; pulled: Pulled }> {
  const pulled = pulledTimes(store, name);
  const stopAt = (file: string) => (line: number, field: string | null, reason: string) => {
    if (strict) throw new BadInput(file, reason, { line, field });
  };
  const engine = openEngine(stopAt(snapshotFile(store, name, "storefront")));
  const buffers = [new Uint8Array(CHUNK), new Uint8Array(CHUNK)] as const;
  const storefront = pulled.get("storefront");
  if (storefront) {
    await readChunks(snapshotFile(store, name, "storefront"), buffers, (chunk) =>
      engine.acceptBulk(chunk, storefront.from),
    );
    engine.complete("storefront", null);
  }
  for (const role of connectedRoles) {
    const times = pulled.get(role);
    if (!times) continue;
    const file = snapshotFile(store, name, role);
    // Who is strict wants to stop at the very line.
    const intake = strict ? engine.intake(role, role, 1) : engine.intake(role, role);
    intake.observe(times.from);
    const feed = role === "erp" ? new ErpFeed(intake, stopAt(file)) : new WmsFeed(intake, stopAt(file));
    await readFeed(file, buffers, feed);
    engine.complete(role, role, { cutShort: feed.brokeOff });
  }
  return { engine, pulled };
}

async function readFeed(file: string, buffers: Buffers, feed: LineReader): Promise<void> {
  const lines = new LineCutter(feed);
  try {
    await readChunks(file, buffers, (chunk) => lines.push(chunk));
    lines.end();
  } catch (error) {
    if (error instanceof HeaderError)
      throw new BadInput(file, error.message, { line: 1, field: error.field });
    throw error;
  }
}

type Buffers = readonly [Uint8Array, Uint8Array];

/**
 * Two buffers for the whole run: a feed of gigabytes passes through two mebibytes. While one is worked on, the other is read into, by
 * a thread that is not this one.
 */
async function readChunks(file: string, buffers: Buffers, take: (chunk: Uint8Array) => void): Promise<void> {
  const handle = await open(file, "r");
  let [current, next] = buffers;
  let ahead = handle.read(current, 0, CHUNK, null);
  try {
    for (;;) {
      const { bytesRead } = await ahead;
      if (bytesRead === 0) return;
      ahead = handle.read(next, 0, CHUNK, null);
      take(current.subarray(0, bytesRead));
      [current, next] = [next, current];
    }
  } finally {
    // Whoever stops midway must not close the file under a read.
    await Promise.allSettled([ahead]);
    await handle.close();
  }
}

function timeOf(fields: Fields, name: "from" | "to"): Instant {
  return parseInstant(fields.text(name)) ?? fields.fail(name, "is not a time with a zone");
}
