import type { ChannelKind } from "./channel.ts";

/** A channel as typed; nothing is known to be right. */
export interface TypedChannel {
  /** Null for a new one. */
  readonly id: string | null;
  readonly kind: ChannelKind;
  readonly mine: boolean;
  readonly name: string;
  /** A mail address or a webhook's; empty: the stored one stays. */
  readonly to: string;
  readonly secret: string;
  readonly atOnce: string;
  readonly threshold: string;
  readonly digestAt: string;
  readonly quietFrom: string;
  readonly quietTo: string;
}
