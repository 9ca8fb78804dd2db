import type { KeptToken, TokenStates, TokenStore } from "../../connectors/shared/tokens/store.ts";
import { SecretError, type Secrets } from "../../platform/secrets.ts";
import type { PrismaClient } from "../generated/client.ts";
import { instant, instantOrNull } from "./convert.ts";

/**
 * Tokens of one shop's connections, sealed. Connections with the same credentials share one; it belongs to the one that minted it, and goes
 * with it. One that no longer opens, because its key was lost, counts as absent.
 */
export function tokenStore(
  prisma: PrismaClient,
  secrets: Secrets,
  shop: string,
  connectionId: string | null,
): TokenStore {
  const place = (facts: string) => ({ purpose: "connection's token", shop, id: facts });
  const open = (sealed: string, facts: string): string | null => {
    try {
      return secrets.open(sealed, place(facts));
    } catch (error) {
      if (error instanceof SecretError) return null;
      throw error;
    }
  };
  return {
    async load(facts) {
      const row = await prisma.connectorToken.findUnique({ where: { shop_facts: { shop, facts } } });
      if (!row?.token || !row.freshUntil) return null;
      const text = open(row.token, facts);
      return text === null ? null : { text, freshUntil: instant(row.freshUntil) };
    },
    async take(facts, owner, now, until) {
      const rows = await prisma.$queryRaw<{ owner: string }[]>`
        insert into connector_tokens (shop, facts, owner, lease_until, used_at, connection_id)
        values (${shop}, ${facts}, ${owner}, ${new Date(until)}, ${new Date(now)},
          (select id from connections where shop = ${shop} and id = ${connectionId}::uuid))
        on conflict (shop, facts) do update
          set owner = excluded.owner, lease_until = excluded.lease_until, used_at = excluded.used_at,
            connection_id = coalesce(excluded.connection_id, connector_tokens.connection_id)
          where connector_tokens.owner is null or connector_tokens.owner = excluded.owner
            or connector_tokens.lease_until <= ${new Date(now)}
        returning owner`;
      return rows.length === 1;
    },
    async keep(facts, { text, freshUntil }: KeptToken) {
      await prisma.connectorToken.update({
        where: { shop_facts: { shop, facts } },
        data: { token: secrets.seal(text, place(facts)), freshUntil: new Date(freshUntil) },
      });
    },
    async release(facts, owner) {
      await prisma.connectorToken.updateMany({
        where: { shop, facts, owner },
        data: { owner: null, leaseUntil: null },
      });
    },
    async drop(facts, text) {
      const row = await prisma.connectorToken.findUnique({ where: { shop_facts: { shop, facts } } });
      if (!row?.token || open(row.token, facts) !== text) return;
      // Sealed anew each time, so the sealed text itself says whether it is still the same token.
      await prisma.connectorToken.updateMany({
        where: { shop, facts, token: row.token },
        data: { token: null, freshUntil: null },
      });
    },
  };
}

export function tokenStates(prisma: PrismaClient): TokenStates {
  return {
    async freshUntil(shop, connectionId) {
      const { _max } = await prisma.connectorToken.aggregate({
        where: { shop, connectionId, token: { not: null } },
        _max: { freshUntil: true },
      });
      return instantOrNull(_max.freshUntil);
    },
  };
}
