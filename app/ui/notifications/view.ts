import type { ChannelKind } from "../../channels/channel.ts";

export interface NotificationsView {
  readonly mailPossible: boolean;
  readonly zone: string;
  readonly currency: string;
  readonly channels: readonly ChannelView[];
  readonly log: readonly LogView[];
  /** Something is on its way, so the page is read again. */
  readonly underWay: boolean;
  /** Of whoever looks, for a first channel. */
  readonly ownMail: string;
  readonly freshSecret: string;
}

export interface ChannelView {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly what: string;
  readonly whose: string;
  readonly shownAddress: string;
  readonly rules: readonly string[];
  readonly on: boolean;
  /** Why it is off. */
  readonly notice: string | null;
  readonly typed: TypedChannelForm;
}

/** A channel as typed. */
export interface TypedChannelForm {
  readonly id: string | null;
  readonly kind: ChannelKind;
  readonly mine: boolean;
  readonly name: string;
  readonly to: string;
  readonly secret: string;
  readonly atOnce: string;
  readonly threshold: string;
  readonly digestAt: string;
  readonly quietFrom: string;
  readonly quietTo: string;
}

export interface LogView {
  readonly id: string;
  readonly what: string;
  readonly channel: string;
  readonly state: { readonly label: string; readonly tone: "success" | "critical" | "warning" | "plain" };
  readonly when: string;
  readonly problem: string | null;
}
