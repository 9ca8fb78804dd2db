import type { ChannelKind } from "../../channels/channel.ts";
import type { TypedChannel } from "../../channels/typed.ts";

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
  readonly typed: TypedChannel;
}

export interface LogView {
  readonly id: string;
  readonly what: string;
  readonly channel: string;
  readonly state: { readonly label: string; readonly tone: "success" | "critical" | "warning" | "plain" };
  readonly when: string;
  readonly problem: string | null;
}
