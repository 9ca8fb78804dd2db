import { SecretError, type Secrets } from "../platform/secrets.ts";
import type { PrismaClient } from "./generated/client.ts";
import type { SealedSessionStorage } from "./sessions.ts";
import { channelPlace } from "./stores/notify/channels.ts";

export interface Resealed {
  readonly resealed: number;
  /** What was sealed with a key that is not among ours any more. */
  readonly unreadable: readonly string[];
}

/** Seals again under the newest key whatever was sealed under another. May be repeated, and runs beside a working app. */
export async function resealAll(
  prisma: PrismaClient,
  secrets: Secrets,
  sessions: SealedSessionStorage,
): Promise<Resealed> {
  const unreadable: string[] = [];
  let resealed = 0;
  for (const { id, shop, config } of await prisma.connection.findMany({
    select: { id: true, shop: true, config: true },
  })) {
    if (!secrets.isStale(config)) continue;
    const place = { purpose: "connection's configuration", shop, id };
    try {
      const anew = secrets.seal(secrets.open(config, place), place);
      // Only where nobody saved the connection in between: what is saved now has the newest key already.
      resealed += (await prisma.connection.updateMany({ where: { id, config }, data: { config: anew } }))
        .count;
    } catch (error) {
      if (!(error instanceof SecretError)) throw error;
      unreadable.push(error.message);
    }
  }
  for (const { id, shop, address } of await prisma.notificationChannel.findMany()) {
    if (!secrets.isStale(address)) continue;
    try {
      const anew = secrets.seal(secrets.open(address, channelPlace(shop, id)), channelPlace(shop, id));
      resealed += (
        await prisma.notificationChannel.updateMany({ where: { id, address }, data: { address: anew } })
      ).count;
    } catch (error) {
      if (!(error instanceof SecretError)) throw error;
      unreadable.push(error.message);
    }
  }
  for (const { id, accessToken, refreshToken } of await prisma.shopSession.findMany()) {
    const sealed = [accessToken, refreshToken].filter((text) => text !== null);
    if (!sealed.some((text) => secrets.isStale(text))) continue;
    const session = await sessions.loadSession(id);
    if (session) {
      await sessions.storeSession(session);
      resealed += 1;
    } else unreadable.push(`The session ${id} does not open.`);
  }
  // Tokens are cheap: a new one is asked for when the next request needs it.
  const tokens = await prisma.connectorToken.findMany({ where: { token: { not: null } } });
  for (const { shop, facts, token } of tokens) {
    if (token !== null && secrets.isStale(token))
      await prisma.connectorToken.updateMany({
        where: { shop, facts, token },
        data: { token: null, freshUntil: null },
      });
  }
  return { resealed, unreadable };
}
