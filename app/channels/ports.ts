import type { Instant, System } from "../inventory/index.ts";
import type { Discrepancy } from "../discrepancies/discrepancy.ts";
import type { Address, Channel } from "./channel.ts";
import type { Morning, Unread } from "./morning.ts";
import type { NewNotification, Notification, NotificationState, Told } from "./notification.ts";
import type { Standing } from "./standing.ts";

export interface ChannelStore {
  list(shop: string): Promise<readonly Channel[]>;
  find(shop: string, id: string): Promise<Channel | null>;
  /** Whose it is, for whoever shows a signed link. */
  ownerOf(id: string): Promise<string | null>;
  /** Null where it no longer opens: it was sealed under a key that is gone. */
  addressOf(shop: string, id: string): Promise<Address | null>;
  /** An address of null keeps the one that is stored. */
  save(channel: Omit<Channel, "off">, address: Address | null): Promise<void>;
  /** What waits for it is withdrawn. */
  switchOff(shop: string, id: string, off: { readonly at: Instant; readonly why: string }): Promise<void>;
  switchOn(shop: string, id: string, at: Instant): Promise<void>;
  remove(shop: string, id: string, at: Instant): Promise<void>;
  /** Moves the digest on from `due` to its next time; false where another process already did. */
  takeDigest(shop: string, id: string, due: Instant, next: Instant | null): Promise<boolean>;
}

/** The messages, each written before it is sent. */
export interface Outbox {
  /** Shops where something happened, a message or a digest is due, or a sender died. */
  needingAttention(at: Instant, limit: number): Promise<readonly string[]>;
  mark(shop: string): Promise<Instant | null>;
  /** Takes the mark away unless something happened again. */
  clearMark(shop: string, seen: Instant): Promise<void>;
  /** What these targets were told of incidents since `since`, oldest first. */
  told(shop: string, since: Instant): Promise<readonly Told[]>;
  /** One transaction. Of messages that are there already, and of withdrawals of what has gone out, nothing happens. */
  apply(
    shop: string,
    steps: { readonly add: readonly NewNotification[]; readonly withdraw: readonly string[] },
    at: Instant,
  ): Promise<void>;
  due(shop: string, at: Instant, limit: number): Promise<readonly Notification[]>;
  /** True for one caller only. */
  claim(shop: string, id: string, at: Instant): Promise<boolean>;
  settle(shop: string, id: string, end: Settled): Promise<void>;
  /** Those whose sender was silent since `before`: nobody knows whether they arrived. */
  giveUp(shop: string, before: Instant, at: Instant, why: string): Promise<void>;
  /** The first message of the conversation that reached the target. */
  firstSent(shop: string, target: string, thread: string): Promise<string | null>;
  log(shop: string, limit: number): Promise<readonly LogEntry[]>;
  forget(before: Instant): Promise<void>;
}

export interface Settled {
  readonly state: Exclude<NotificationState, "silent" | "sending">;
  readonly at: Instant;
  /** When it is tried again, of a pending one. */
  readonly dueAt: Instant | null;
  readonly headline: string | null;
  readonly problem: string | null;
}

export interface LogEntry {
  readonly id: string;
  readonly target: string;
  readonly transition: string;
  readonly state: NotificationState;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  readonly endedAt: Instant | null;
  readonly attempts: number;
  readonly headline: string | null;
  readonly problem: string | null;
}

/** What messages tell of. */
export interface NotifyFacts {
  /** Incidents that are open or were closed since `since`. */
  standings(shop: string, since: Instant): Promise<readonly Standing[]>;
  standing(shop: string, incidentId: string): Promise<Standing | null>;
  morning(shop: string, since: Instant): Promise<Omit<Morning, "off" | "unread">>;
  /** Systems that the last scan could not read to their end. */
  unread(shop: string): Promise<readonly UnreadSystem[]>;
  discrepancy(shop: string, id: string): Promise<DiscrepancyFacts | null>;
}

export interface UnreadSystem extends Unread {
  readonly system: System;
  readonly connectionId: string | null;
  readonly problem: string;
  readonly locationIds: readonly string[];
}

export interface DiscrepancyFacts {
  readonly discrepancy: Discrepancy;
  /** Gid of its product; null where the app does not know it. */
  readonly productId: string | null;
}

/** Whether a workflow of the shop starts with a trigger, as Shopify last said. */
export interface FlowUses {
  /** Handles of the triggers in use, and since when. */
  used(shop: string): Promise<ReadonlyMap<string, Instant>>;
  /** Word that is older than what is known changes nothing. */
  say(shop: string, handle: string, enabled: boolean, at: Instant): Promise<void>;
}
