import type { ConnectorHttp } from "../../connectors/http.ts";
import type { Instant } from "../../inventory/index.ts";
import type { Address, Channel } from "../../channels/channel.ts";
import type { Message } from "../message.ts";
import type { Notification } from "../../channels/notification.ts";
import type { Unsubscribing } from "../unsubscribe.ts";
import { addressIn, letterOf } from "./mail.ts";
import type { Outcome } from "./outcome.ts";
import { post } from "./post.ts";
import { slackBody } from "./slack.ts";
import type { PostLetter } from "./smtp.ts";
import { teamsBody } from "./teams.ts";
import { webhookPost } from "./webhook.ts";

/** How mail leaves; null where the operator named no server. */
export interface Mailing {
  readonly from: string;
  readonly post: PostLetter;
}

export interface Delivering {
  readonly http: ConnectorHttp;
  readonly mailing: Mailing | null;
  readonly unsubscribe: Unsubscribing;
}

export interface Envelope {
  readonly channel: Channel;
  readonly address: Address;
  readonly notification: Notification;
  readonly message: Message;
  /** The first message of the conversation that reached the channel; null for the first. */
  readonly first: string | null;
  readonly shopName: string;
  readonly settingsUrl: string;
  readonly now: Instant;
}

/** One attempt. Rejects only with the signal's reason, or for a fault of ours. */
export function deliver(envelope: Envelope, delivering: Delivering, signal: AbortSignal): Promise<Outcome> {
  const { channel, address, message, notification, now } = envelope;
  const { http } = delivering;
  switch (channel.kind) {
    case "mail":
      return mail(envelope, delivering, signal);
    case "slack":
      return post(http, { url: address.to, body: slackBody(message) }, signal);
    case "teams":
      return post(http, { url: address.to, body: teamsBody(message) }, signal);
    case "webhook":
      return post(http, webhookPost(address.to, address.secret ?? "", notification, message, now), signal);
  }
}

async function mail(
  { channel, address, notification, message, first, shopName, settingsUrl, now }: Envelope,
  { mailing, unsubscribe }: Delivering,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!mailing) return { kind: "refused", why: "This app has no mail server: HANDOFF_SMTP_URL is not set." };
  const domain = addressIn(mailing.from).split("@").at(-1) ?? "localhost";
  const messageId = (id: string): string => `<${id}@${domain}>`;
  const letter = await letterOf({
    message,
    footer: { shopName, unsubscribeUrl: unsubscribe.urlOf(channel.id), settingsUrl },
    from: mailing.from,
    to: address.to,
    messageId: messageId(notification.id),
    inReplyTo: first === null ? null : messageId(first),
    at: now,
  });
  return mailing.post(letter, signal);
}
