import { createHmac, timingSafeEqual } from "node:crypto";

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
