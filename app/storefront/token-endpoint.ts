import { z } from "zod";
import type { Instant } from "../inventory/index.ts";
import { StorefrontError, TokenRevoked } from "./errors.ts";

export interface RefreshedToken {
  readonly accessToken: string;
  readonly expiresAt: Instant | null;
  /** Null: keep the one in use. */
  readonly refreshToken: string | null;
  readonly refreshTokenExpiresAt: Instant | null;
  readonly scope: string | null;
}

export interface TokenEndpoint {
  /** Rejects with TokenRevoked when Shopify refuses the refresh token, else with StorefrontError. */
  refresh(shop: string, refreshToken: string): Promise<RefreshedToken>;
}

/** What Shopify tells of the person behind an id token. */
export interface SignedIn {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly locale: string | null;
}

export interface ProfileEndpoint {
  /**
   * Exchanges an id token for an online token once, for the person that comes with it; the token itself is dropped. Null where
   * Shopify refuses or tells nothing.
   */
  profileOf(shop: string, idToken: string): Promise<SignedIn | null>;
}

export interface TokenEndpointSettings {
  readonly fetch: typeof fetch;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly now: () => Instant;
}

const TIMEOUT_MS = 15_000;

const answerSchema = z.object({
  access_token: z.string().min(1),
  scope: z.string().optional(),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).optional(),
  refresh_token_expires_in: z.number().positive().optional(),
});

const profileSchema = z.object({
  associated_user: z.object({
    id: z.number().or(z.string()),
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    email: z.string().nullish(),
    locale: z.string().nullish(),
  }),
});

/** Shopify's `POST /admin/oauth/access_token`: the grant "refresh_token", and the exchange that says who is there. */
export function createTokenEndpoint(settings: TokenEndpointSettings): TokenEndpoint & ProfileEndpoint {
  return {
    profileOf: async (shop, idToken) => {
      const response = await ask(settings, shop, {
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token: idToken,
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
      });
      const answer = profileSchema.safeParse(response.ok ? await json(response) : null);
      if (!answer.success) return null;
      const { id, first_name: first, last_name: last, email, locale } = answer.data.associated_user;
      const name = [first, last].filter((part) => part != null && part !== "").join(" ");
      const known = name !== "" ? name : (email ?? "");
      return known === ""
        ? null
        : { id: String(id), name: known, email: email ?? null, locale: locale ?? null };
    },
    refresh: async (shop, refreshToken) => {
      const askedAt = settings.now();
      const response = await ask(settings, shop, {
        grant_type: "refresh_token",
        refresh_token: refreshToken,
      });
      if ([400, 401, 403].includes(response.status)) throw refusal(shop, await json(response));
      if (!response.ok) throw unavailable(shop, `it answered ${response.status}`);
      const answer = answerSchema.safeParse(await json(response));
      if (!answer.success)
        throw new StorefrontError(
          "unreadable",
          `Shopify's answer to renew access to ${shop} was not understood.`,
        );
      const { data } = answer;
      const after = (seconds: number | undefined) =>
        seconds === undefined ? null : askedAt + seconds * 1000;
      return {
        accessToken: data.access_token,
        expiresAt: after(data.expires_in),
        refreshToken: data.refresh_token ?? null,
        refreshTokenExpiresAt: after(data.refresh_token_expires_in),
        scope: data.scope ?? null,
      };
    },
  };
}

/** These statuses say that the refresh token is out or the app was uninstalled, unless it is the app's own credentials. */
function refusal(shop: string, body: unknown): StorefrontError {
  const ours = z.object({ error: z.literal("invalid_client") }).safeParse(body).success;
  if (!ours) return new TokenRevoked(shop);
  return new StorefrontError(
    "rights",
    "Shopify does not accept this app's client id and secret. Its operator must correct them.",
  );
}

async function ask(
  settings: TokenEndpointSettings,
  shop: string,
  grant: Readonly<Record<string, string>>,
): Promise<Response> {
  try {
    return await settings.fetch(`https://${shop}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        client_id: settings.apiKey,
        client_secret: settings.apiSecret,
        ...grant,
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw unavailable(shop, "it could not be reached", cause);
  }
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function unavailable(shop: string, why: string, cause?: unknown): StorefrontError {
  const text = `Access to ${shop} could not be renewed at Shopify: ${why}. It will be tried again.`;
  return new StorefrontError("unavailable", text, { cause });
}
