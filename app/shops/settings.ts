import type { SnoozeRule } from "../discrepancies/snooze-rules.ts";
import type { Handoff, Instant } from "../inventory/index.ts";
import type { ShopPool } from "./ports.ts";
import type { Shop } from "./shop.ts";

export type Step = Exclude<Handoff, "both">;

/** Who runs a handoff, to be told when it breaks. */
export interface HandoffOwner {
  readonly name: string;
  /** How to reach them: an address, a ticket desk; as people wrote it. */
  readonly contact: string;
}

export type HandoffOwners = Readonly<Partial<Record<Step, HandoffOwner>>>;

/** What a shop chose in one area, and who changed it last. Version 0: nobody ever did. */
export interface Chosen<Body> {
  readonly version: number;
  readonly body: Body;
  readonly changedAt: Instant | null;
  readonly changedBy: string | null;
}

/** The areas that are stored as they are, with what holds until somebody chooses. */
export interface AreaBodies {
  readonly owners: HandoffOwners;
  readonly snoozing: readonly SnoozeRule[];
  readonly keeping: Keeping;
}
export type Area = keyof AreaBodies;

/** How many days each kind of past is kept. */
export interface Keeping {
  readonly eventDays: number;
  readonly resolvedDays: number;
}

export const defaults: AreaBodies = {
  owners: {},
  snoozing: [],
  keeping: { eventDays: 30, resolvedDays: 730 },
};

/** Who changes what, having seen which version. */
export interface Change {
  readonly shop: string;
  readonly version: number;
  readonly person: string;
  readonly at: Instant;
}

/** Every save answers false, and changes nothing, where another version is stored than the person saw. */
export interface SettingsStore {
  load<A extends Area>(shop: string, area: A): Promise<Chosen<AreaBodies[A]>>;
  /** Of an area whose content is stored elsewhere. */
  version(shop: string, area: "pools" | "pace"): Promise<Omit<Chosen<never>, "body">>;
  save<A extends Area>(change: Change, area: A, body: AreaBodies[A]): Promise<boolean>;
  savePools(change: Change, pools: readonly ShopPool[]): Promise<boolean>;
  savePace(change: Change, pace: Pick<Shop, "windows" | "scanEveryMinutes">): Promise<boolean>;
}
