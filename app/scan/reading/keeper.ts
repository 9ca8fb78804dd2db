import type { LevelPage } from "../../connectors/contract.ts";
import type { Instant, ReportedLevel } from "../../inventory/index.ts";
import type { KeptReading, KeptReadingStore } from "./kept.ts";
import { packPage } from "./pages.ts";

/** Rows that are written at once: small pages are put together, at most for so many milliseconds. */
const ROWS = 500;
const WAIT = 2_000;

/** Writes down what is read of a connection while it is read. Once somebody else has the reading, it writes no more. */
export class Keeper {
  readonly #store: KeptReadingStore;
  readonly #place: readonly [shop: string, connectionId: string];
  readonly #now: () => Instant;
  #version: number | null;
  #newest: Instant | null;
  #waiting: LevelPage[] = [];
  #rows = 0;
  #writtenAt: Instant;

  constructor(
    store: KeptReadingStore,
    place: readonly [shop: string, connectionId: string],
    held: Pick<KeptReading, "version" | "newestChange">,
    now: () => Instant,
  ) {
    this.#store = store;
    this.#place = place;
    this.#version = held.version;
    this.#newest = held.newestChange;
    this.#now = now;
    this.#writtenAt = now();
  }

  async sweepPage(page: LevelPage): Promise<void> {
    this.#waiting.push(page);
    this.#rows += page.levels.length + page.rejected.length;
    if (this.#rows >= ROWS || this.#now() - this.#writtenAt >= WAIT) await this.flush();
  }

  /** Writes what waits. What ends the sweep comes with it. */
  async flush(ended: { wholeAt?: Instant; readAt?: Instant } = {}): Promise<void> {
    const pages = this.#waiting.splice(0);
    this.#rows = 0;
    this.#writtenAt = this.#now();
    if (pages.length === 0 && ended.wholeAt === undefined) return;
    const levels = pages.flatMap((page) => page.levels);
    const rejected = pages.flatMap((page) => page.rejected);
    const position = pages.at(-1)?.position;
    const facts = { ...ended, ...(position !== undefined && { position, positionAt: this.#writtenAt }) };
    await this.#append(levels, rejected, false, facts);
  }

  /** What was read of single rows after the sweep. */
  async changes(levels: readonly ReportedLevel[], readAt?: Instant): Promise<void> {
    await this.#append(levels, [], true, readAt === undefined ? {} : { readAt });
  }

  async drop(): Promise<void> {
    if (this.#version !== null) await this.#store.drop(...this.#place, this.#version);
    this.#version = null;
  }

  async #append(
    levels: readonly ReportedLevel[],
    rejected: LevelPage["rejected"],
    changed: boolean,
    facts: Partial<Pick<KeptReading, "position" | "positionAt" | "wholeAt" | "readAt">>,
  ): Promise<void> {
    if (this.#version === null) return;
    for (const { updatedAt } of levels)
      if (updatedAt !== null && updatedAt > (this.#newest ?? -Infinity)) this.#newest = updatedAt;
    const rows = levels.length + rejected.length;
    const body = rows === 0 ? null : await packPage({ levels, rejected });
    const isOurs = await this.#store.append(...this.#place, this.#version, {
      ...{ body, changed, rows },
      facts: { ...facts, newestChange: this.#newest },
    });
    if (!isOurs) this.#version = null;
  }
}
