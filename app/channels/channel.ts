import type { Instant } from "../inventory/index.ts";

export const channelKinds = ["mail", "slack", "teams", "webhook"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** When a channel is told of what. Times of day are "HH:MM" on a clock in the shop's zone. */
export interface Rules {
  /** Which incidents are told as they begin; the digest names all of them. */
  readonly atOnce: "oversell" | "everything" | "nothing";
  /** Money that can oversell from which on an incident is told at once; null: any. Decimal text in the shop's currency. */
  readonly threshold: string | null;
  /** When the daily digest comes; null: never. */
  readonly digestAt: string | null;
  /** Nothing is sent from … to …, which may pass midnight. What ended meanwhile is never sent. */
  readonly quiet: { readonly from: string; readonly to: string } | null;
}

export interface Channel {
  readonly id: string;
  readonly shop: string;
  /** Whose it is; null: the team's. */
  readonly person: string | null;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly rules: Rules;
  /** What began before is not told at once. */
  readonly listensSince: Instant;
  readonly nextDigestAt: Instant | null;
  /** Null while it is on. */
  readonly off: { readonly at: Instant; readonly why: string } | null;
}

/** Where messages go: a mail address, or an address that takes a POST. */
export interface Address {
  readonly to: string;
  /** Signs messages to a webhook. */
  readonly secret: string | null;
}

export const usualRules: Readonly<Record<ChannelKind, Rules>> = {
  mail: { atOnce: "oversell", threshold: null, digestAt: "07:00", quiet: { from: "21:00", to: "06:30" } },
  slack: { atOnce: "oversell", threshold: null, digestAt: null, quiet: null },
  teams: { atOnce: "oversell", threshold: null, digestAt: null, quiet: null },
  webhook: { atOnce: "everything", threshold: null, digestAt: null, quiet: null },
};
