import type { Instant, System } from "../inventory/index.ts";

export type ScanStage = "reading" | "comparing" | "confirming" | "diagnosing" | "recording";

export interface SourceProgress {
  readonly system: System;
  /** Null for the storefront. */
  readonly connectionId: string | null;
  readonly name: string;
  readonly state: "waiting" | "reading" | "done" | "failed";
  readonly rows: number;
  /** Null where the system does not say how many there are. */
  readonly total: number | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly problem: string | null;
}

export interface ScanProgress {
  readonly stage: ScanStage;
  readonly sources: readonly SourceProgress[];
  /** Keys to confirm and confirmed so far. */
  readonly candidates: number;
  readonly confirmed: number;
}

/** The one mutable view of a running scan: sources report into it, the heartbeat stores what it shows. */
export class ProgressBoard {
  #stage: ScanStage = "reading";
  #candidates = 0;
  #confirmed = 0;
  readonly #sources: SourceProgress[];

  constructor(sources: readonly Pick<SourceProgress, "system" | "connectionId" | "name">[]) {
    this.#sources = sources.map((source) => ({
      ...source,
      state: "waiting",
      rows: 0,
      total: null,
      startedAt: null,
      finishedAt: null,
      problem: null,
    }));
  }

  enter(stage: ScanStage): void {
    this.#stage = stage;
  }

  confirming(candidates: number, confirmed: number): void {
    this.#candidates = candidates;
    this.#confirmed = confirmed;
  }

  source(connectionId: string | null, change: Partial<SourceProgress>): void {
    const at = this.#sources.findIndex((source) => source.connectionId === connectionId);
    const before = this.#sources[at];
    if (before) this.#sources[at] = { ...before, ...change };
  }

  get view(): ScanProgress {
    return {
      stage: this.#stage,
      sources: [...this.#sources],
      candidates: this.#candidates,
      confirmed: this.#confirmed,
    };
  }
}
