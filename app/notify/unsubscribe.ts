import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "../inventory/index.ts";
import type { ChannelStore } from "../channels/ports.ts";

/** What whoever holds a signed link may do, without being known to Shopify. */
export interface Leaving {
  look(token: string): Promise<{ readonly name: string; readonly on: boolean } | null>;
  /** False for a link that we did not sign, or a channel that is gone. */
  leave(token: string): Promise<boolean>;
}

export function leaving(
  links: Unsubscribing,
  channels: Pick<ChannelStore, "ownerOf" | "find" | "switchOff">,
  now: () => Instant,
): Leaving {
  const channelBehind = async (token: string) => {
    const id = links.channelOf(token);
    const shop = id === null ? null : await channels.ownerOf(id);
    return id === null || shop === null ? null : channels.find(shop, id);
  };
  return {
    async look(token) {
      const channel = await channelBehind(token);
      return channel && { name: channel.name, on: channel.off === null };
    },
    async leave(token) {
      const channel = await channelBehind(token);
      if (channel?.off === null) {
        const why = "Its reader unsubscribed.";
        await channels.switchOff(channel.shop, channel.id, { at: now(), why });
      }
      return channel !== null;
    },
  };
}

/** Signs the links with which a mail is switched off. */
export interface Unsubscribing {
  urlOf(channelId: string): string;
  /** The channel that the token was made for; null for a token that we did not make. */
  channelOf(token: string): string | null;
}

export function unsubscribing(secret: string, appUrl: URL): Unsubscribing {
  const sign = (channelId: string): string =>
    createHmac("sha256", secret).update(`unsubscribe ${channelId}`).digest("base64url");
  return {
    urlOf: (channelId) => new URL(`/unsubscribe/${channelId}.${sign(channelId)}`, appUrl).href,
    channelOf(token) {
      const [channelId = "", signature = ""] = token.split(".");
      const expected = Buffer.from(sign(channelId));
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected) ? channelId : null;
    },
  };
}
