import type { Handoff } from "../inventory/index.ts";
import type { Route } from "./row.ts";

export interface ResyncSettings {
  /** One that is not in it is chosen by what can be asked. */
  readonly policy: Readonly<Partial<Record<Exclude<Handoff, "both">, Route>>>;
  /** Whole units: a larger change needs a second person. Null: none does. */
  readonly approvalAbove: number | null;
  readonly approvalAboveAt: Readonly<Record<string, number>>;
  /** Who may approve; empty: anybody else than the requester. */
  readonly approvers: readonly string[];
  /** A request for more has to be typed. */
  readonly keysWithoutConfirmation: number;
  /** What a fix costs somebody, for the treadmill's sum. */
  readonly minutesPerFix: number;
  readonly auditKeepDays: number;
}

export const defaultSettings: ResyncSettings = {
  policy: {},
  approvalAbove: 500,
  approvalAboveAt: {},
  approvers: [],
  keysWithoutConfirmation: 25,
  minutesPerFix: 6,
  auditKeepDays: 730,
};

export function approvalThreshold(settings: ResyncSettings, locationId: string): number | null {
  return settings.approvalAboveAt[locationId] ?? settings.approvalAbove;
}
