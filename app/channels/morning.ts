import type { Instant } from "../inventory/index.ts";
import type { OpenCounts, Trouble } from "../use-cases/contract.ts";

/** What a digest tells. */
export interface Morning {
  readonly counts: OpenCounts;
  /** Worst first. */
  readonly troubles: readonly Trouble[];
  readonly resolvedSinceYesterday: number;
  /** Null when none has ended yet. */
  readonly lastScan: { readonly at: Instant; readonly compared: number } | null;
  readonly unread: readonly Unread[];
  /** Channels that switched themselves off since yesterday. */
  readonly off: readonly { readonly name: string; readonly why: string }[];
}

/** A system that the last scan could not read to its end. */
export interface Unread {
  readonly name: string;
  /** Null: it never was. */
  readonly lastReadAt: Instant | null;
}
