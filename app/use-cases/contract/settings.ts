import type { Windows } from "../../discrepancies/settling.ts";
import type { SnoozeRule } from "../../discrepancies/snooze-rules.ts";
import type { Instant, Location, States, System } from "../../inventory/index.ts";
import type { ShopPool } from "../../shops/ports.ts";
import type { HandoffOwners, Keeping, Step } from "../../shops/settings.ts";
import type { SystemNames } from "./discrepancy.ts";
import type { Caller, Done, Refused, ShopFacts } from "./shared.ts";

// What the shop chose: /app/settings and the pages below it

export interface SettingsUseCases {
  settings(caller: Caller): Promise<SettingsData>;
  /** `location`: where the rows come from that expressions are tried on; null: wherever something is read. */
  poolSettings(caller: Caller, location: string | null): Promise<PoolSettings>;
  savePools(caller: Caller, typed: TypedSettings): Promise<SaveAnswer>;
  paceSettings(caller: Caller): Promise<PaceSettings>;
  savePace(caller: Caller, typed: TypedSettings): Promise<SaveAnswer>;
  ownerSettings(caller: Caller): Promise<OwnerSettings>;
  saveOwners(caller: Caller, typed: TypedSettings): Promise<SaveAnswer>;
  snoozeSettings(caller: Caller): Promise<SnoozeSettings>;
  saveSnoozeRules(caller: Caller, typed: TypedSettings): Promise<SaveAnswer>;
  dataSettings(caller: Caller): Promise<DataSettings>;
  saveKeeping(caller: Caller, typed: TypedSettings): Promise<SaveAnswer>;
  /** Everything that the app knows of the shop, as lines of JSON; secrets are left out. */
  exportShop(caller: Caller): AsyncIterable<string>;
  /** Deletes all of it. `typed` must be the shop's own address. */
  eraseShop(caller: Caller, typed: string): Promise<Done | Refused>;
}

/** The version that the person saw, and what they made of it: JSON as the page sends it. */
export interface TypedSettings {
  readonly version: number;
  readonly json: string;
}

/** Which version of an area it is, and who made it when; 0: nobody yet. */
export interface Seen {
  readonly version: number;
  readonly by: string | null;
  readonly at: Instant | null;
}

export type SaveAnswer = Done | (Refused & { readonly overtaken: Seen | null });

interface Page {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly seen: Seen;
}

export interface SettingsData {
  readonly shop: ShopFacts;
  readonly pools: number;
  readonly usualPools: boolean;
  readonly scanEveryMinutes: number;
  readonly owners: number;
  readonly handoffs: number;
  readonly snoozeRules: number;
  readonly keeping: Keeping;
}

export interface PoolSettings extends Page {
  readonly pools: readonly ShopPool[];
  /** The shop has none of its own yet. */
  readonly usual: boolean;
  /** Down the chain. */
  readonly systems: readonly System[];
  readonly names: SystemNames;
  readonly locations: readonly Pick<Location, "id" | "name">[];
  readonly sampled: string | null;
  readonly samples: readonly SampleRow[];
}

/** A real row to try an expression on: what each system last said of it. A system without a row is missing. */
export interface SampleRow {
  readonly sku: string;
  readonly at: Instant;
  readonly sides: Readonly<Partial<Record<System, { readonly missing: boolean; readonly states: States }>>>;
}

export interface PaceSettings extends Page {
  readonly handoffs: readonly PacedHandoff[];
  readonly windows: Windows;
  readonly scanEveryMinutes: number;
}

export interface PacedHandoff {
  readonly step: Step;
  /** As the numbers show it, in milliseconds; null where too few were seen. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly samples: number;
}

export interface OwnerSettings extends Page {
  readonly handoffs: readonly Step[];
  readonly names: SystemNames;
  readonly owners: HandoffOwners;
}

export interface SnoozeSettings extends Page {
  readonly rules: readonly SnoozeRule[];
  readonly locations: readonly Pick<Location, "id" | "name">[];
}

export interface DataSettings extends Page {
  readonly keeping: Keeping;
}
