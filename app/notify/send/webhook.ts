import type { Instant } from "../../inventory/index.ts";
import { signatureHeader, signMessage, timestampHeader } from "../../connectors/shared/message-signature.ts";
import type { Message } from "../message.ts";
import type { Notification } from "../../channels/notification.ts";
import type { Post } from "./post.ts";

/** The same signature as for every other message that this app sends and takes. `id` tells a repetition. */
export function webhookPost(
  url: string,
  secret: string,
  { id, shop, thread }: Pick<Notification, "id" | "shop" | "thread">,
  { event, title, headline, sentence, facts, link }: Message,
  now: Instant,
): Post {
  const body = JSON.stringify({
    id,
    event: event.name,
    at: new Date(event.at).toISOString(),
    shop,
    thread,
    ...{ title, headline, sentence },
    facts: Object.fromEntries(facts.map(({ label, value }) => [label, value])),
    link: link.url,
    data: event.data,
  });
  const timestamp = String(Math.floor(now / 1000));
  return {
    url,
    body,
    headers: { [timestampHeader]: timestamp, [signatureHeader]: signMessage(secret, timestamp, body) },
  };
}
