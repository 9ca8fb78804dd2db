import type { Channel } from "../../channels/channel.ts";
import type { TypedChannel } from "../../channels/typed.ts";
import type { LogEntry } from "../../channels/ports.ts";
import type { Instant } from "../../inventory/index.ts";
import type { Person } from "../../shops/people.ts";
import type { Caller, Done, Refused, ShopFacts } from "./shared.ts";

// Who is told of what: /app/settings/notifications

export interface NotificationUseCases {
  notifications(caller: Caller): Promise<NotificationsData>;
  /** Without an id it is a new one. An address left empty keeps the one that is stored. */
  saveChannel(caller: Caller, typed: TypedChannel): Promise<Done | Refused>;
  switchChannel(caller: Caller, id: string, on: boolean): Promise<Done | Refused>;
  removeChannel(caller: Caller, id: string): Promise<Done | Refused>;
  /** A message that says that it is a test. What becomes of it stands in the log. */
  testChannel(caller: Caller, id: string): Promise<Done | Refused>;
}

export interface NotificationsData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  /** Who looks; null before the app knows them. */
  readonly person: Person | null;
  /** False where the operator named no mail server. */
  readonly mailPossible: boolean;
  /** The team's, and those of whoever looks. */
  readonly channels: readonly ShownChannel[];
  readonly log: readonly (LogEntry & { readonly channelName: string | null })[];
  /** For a new webhook. */
  readonly freshSecret: string;
}

export interface ShownChannel extends Channel {
  /** A mail address, or the host that a webhook stands on: the rest of its address is a secret. */
  readonly shownAddress: string;
}
