import type { KeySides, Surroundings } from "../../comparison/surroundings.ts";
import type {
  Arrival,
  Finding,
  HandoffHealth,
  Inquiry,
  LearnedWindow,
  Mismatch,
  PoolMapEntry,
  PreflightCheck,
  PreflightSubject,
} from "../../diagnosis/index.ts";
import type { Outlook } from "../../diagnosis/settling.ts";
import type { Instant, System } from "../../inventory/index.ts";
import type { TakenSample } from "../../shops/event-log.ts";
import type { LocationPast } from "../history.ts";

/** Everything about the shop and the moment that is not about one key. */
export type Setting = Omit<
  Inquiry,
  "mismatches" | "siblings" | "counts" | "elsewhere" | "items" | "open" | "clocks" | "health"
> & {
  readonly health: readonly TakenSample[];
  readonly surroundings: Omit<Surroundings, "elsewhere">;
  /** Systems whose feeds leave out rows of zero. */
  readonly sparse: ReadonlySet<System>;
  /** Locations, channels and ways to fulfil that are new: what they still need is looked at. */
  readonly newSubjects: readonly PreflightSubject[];
  /** Orders per hour by location, of the last day. */
  readonly velocity: ReadonlyMap<string, number>;
};

/** A gap as the scan found it. The past is told apart, by location. */
export type AskedMismatch = Omit<Mismatch, "past">;

/** The past of some keys at one location; `changed`: those that this scan found changed. */
export interface AskedPast {
  readonly past: LocationPast;
  readonly skus: readonly string[];
  readonly changed: readonly string[];
}

export type AskedElsewhere = readonly KeySides[];

export interface Answer {
  readonly outlook: Outlook;
  readonly finding: Finding;
  /** The end of the last stretch in which every system of the gap was seen to agree; null where the past shows none. */
  readonly lastAgreedAt: Instant | null;
}

/** What is learned of the shop as a whole. */
export interface Learned {
  readonly windows: readonly LearnedWindow[];
  readonly poolMap: readonly PoolMapEntry[];
  readonly preflight: readonly {
    readonly locationId: string;
    /** The channel or the way to fulfil that is new there; null: the location itself. */
    readonly what: string | null;
    readonly checks: readonly PreflightCheck[];
  }[];
  readonly health: readonly HandoffHealth[];
}

export interface Answers {
  /** In the order in which the mismatches were told. */
  readonly answers: readonly Answer[];
  /** Numbers that this scan saw arrive. */
  readonly arrivals: readonly Arrival[];
  readonly learned: Learned;
}

/** A diagnosis in a thread of its own. The parts may come in any order and number; each resolves when it is taken. */
export interface DiagnosisRun {
  mismatches(batch: readonly AskedMismatch[]): Promise<void>;
  past(part: AskedPast): Promise<void>;
  elsewhere(batch: AskedElsewhere): Promise<void>;
  answer(setting: Setting): Promise<Answers>;
  close(): Promise<void>;
}
