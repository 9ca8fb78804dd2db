import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { SecretError, type Secrets, type SecretPlace } from "../platform/secrets.ts";
import type { PrismaClient, ShopSession } from "./generated/client.ts";

type AssociatedUser = NonNullable<Session["onlineAccessInfo"]>;

/**
 * Shopify's sessions with their tokens sealed. All five methods may be repeated: storing replaces, deleting what is gone is no
 * error. A session whose tokens no longer open (a key was lost) is reported and counts as absent, so that Shopify's package
 * signs in anew.
 */
export class SealedSessionStorage implements SessionStorage {
  readonly #prisma: PrismaClient;
  readonly #secrets: Secrets;
  readonly #report: (problem: string) => void;

  constructor(prisma: PrismaClient, secrets: Secrets, report: (problem: string) => void) {
    this.#prisma = prisma;
    this.#secrets = secrets;
    this.#report = report;
  }

  async storeSession(session: Session): Promise<boolean> {
    const row = this.#toRow(session);
    await this.#prisma.shopSession.upsert({ where: { id: row.id }, create: row, update: row });
    return true;
  }

  async loadSession(id: string): Promise<Session | undefined> {
    const row = await this.#prisma.shopSession.findUnique({ where: { id } });
    return row ? this.#toSession(row) : undefined;
  }

  async deleteSession(id: string): Promise<boolean> {
    return this.deleteSessions([id]);
  }

  async deleteSessions(ids: string[]): Promise<boolean> {
    await this.#prisma.shopSession.deleteMany({ where: { id: { in: ids } } });
    return true;
  }

  async findSessionsByShop(shop: string): Promise<Session[]> {
    const rows = await this.#prisma.shopSession.findMany({ where: { shop }, orderBy: { id: "asc" } });
    return rows.flatMap((row) => this.#toSession(row) ?? []);
  }

  #toRow(session: Session): ShopSession {
    const seal = (text: string | undefined, purpose: string) =>
      text === undefined ? null : this.#secrets.seal(text, placeOf(session, purpose));
    const who = session.onlineAccessInfo && JSON.stringify(session.onlineAccessInfo);
    return {
      id: session.id,
      shop: session.shop,
      state: session.state,
      isOnline: session.isOnline,
      scope: session.scope ?? null,
      expires: session.expires ?? null,
      accessToken: seal(session.accessToken, "access token"),
      refreshToken: seal(session.refreshToken, "refresh token"),
      refreshTokenExpires: session.refreshTokenExpires ?? null,
      onlineAccessInfo: seal(who, "online access info"),
    };
  }

  #toSession(row: ShopSession): Session | undefined {
    const open = (sealed: string | null, purpose: string) =>
      sealed === null ? undefined : this.#secrets.open(sealed, placeOf(row, purpose));
    try {
      const who = open(row.onlineAccessInfo, "online access info");
      return new Session(
        present({
          id: row.id,
          shop: row.shop,
          state: row.state,
          isOnline: row.isOnline,
          scope: row.scope ?? undefined,
          expires: row.expires ?? undefined,
          accessToken: open(row.accessToken, "access token"),
          refreshToken: open(row.refreshToken, "refresh token"),
          refreshTokenExpires: row.refreshTokenExpires ?? undefined,
          onlineAccessInfo: who === undefined ? undefined : (JSON.parse(who) as AssociatedUser),
        }),
      );
    } catch (error) {
      if (!(error instanceof SecretError)) throw error;
      this.#report(error.message);
      return undefined;
    }
  }
}

function placeOf(session: { readonly id: string; readonly shop: string }, purpose: string): SecretPlace {
  return { purpose, shop: session.shop, id: session.id };
}

type Present<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };

/** Leaves out what is undefined: Session copies every key it is given. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
