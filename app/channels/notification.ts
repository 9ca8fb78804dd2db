import type { Instant } from "../inventory/index.ts";

/** What can be said of an incident, and what is noted without a word: it goes on under another name, or has gone on so. */
export const incidentWords = ["opened", "resolved", "came_back", "adopted", "superseded"] as const;
export type IncidentWord = (typeof incidentWords)[number];

export type NotificationState =
  | "pending"
  | "sending"
  | "sent"
  | "failed"
  /** Begun, and nobody knows whether it arrived: it is not sent again. */
  | "unconfirmed"
  /** No longer true before it was sent. */
  | "withdrawn"
  /** Noted, not to be sent. */
  | "silent";

/** One message to one target. There is at most one per target, subject and transition. */
export interface Notification {
  readonly id: string;
  readonly shop: string;
  readonly target: string;
  readonly subject: string;
  readonly transition: string;
  readonly thread: string | null;
  readonly attempts: number;
  readonly createdAt: Instant;
}

export interface NewNotification {
  readonly target: string;
  readonly subject: string;
  readonly transition: string;
  readonly thread: string | null;
  readonly members: readonly string[];
  readonly state: "pending" | "silent";
  readonly dueAt: Instant;
}

/** What a target was told, or is about to be told, of one incident. */
export interface Told {
  readonly id: string;
  readonly target: string;
  readonly incidentId: string;
  readonly word: IncidentWord;
  readonly state: NotificationState;
  readonly thread: string | null;
  readonly members: readonly string[];
}

export function transitionOf(number: number, word: IncidentWord): string {
  return `${number} ${word}`;
}

export function wordOf(transition: string): IncidentWord | null {
  const word = transition.replace(/^\d+ /, "");
  return incidentWords.find((known) => known === word) ?? null;
}

/** A subject's or target's kind and id: "incident:7f…", "flow:discrepancy-opened", "digest". */
export function parted(text: string): { readonly kind: string; readonly id: string } {
  const [kind = "", ...rest] = text.split(":");
  return { kind, id: rest.join(":") };
}

/** How long until the next try, in ms; null when there shall be none. A day in all. */
export function retryIn(attempts: number): number | null {
  return attempts >= 10 ? null : Math.min(4 * 3_600_000, 30_000 * 3 ** (attempts - 1));
}
