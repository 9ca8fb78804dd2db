import type { SeedStaff } from "../../contract.ts";
import { legacyId } from "../gid.ts";
import type { StandInApp, StandInOptions } from "../options.ts";
import type { Installation } from "./installation.ts";
import { verifyIdToken } from "./id-token.ts";

export interface OauthAnswer {
  readonly status: number;
  readonly body: object;
}

export interface OauthParts {
  readonly shop: string;
  readonly staff: readonly SeedStaff[];
  readonly app: StandInApp;
  readonly options: StandInOptions;
  readonly installation: Installation;
  readonly clock: () => Date;
}

const ONLINE_SECONDS = 86_399;
const exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
const idTokenType = "urn:ietf:params:oauth:token-type:id_token";
const offline = "urn:shopify:params:oauth:token-type:offline-access-token";
const online = "urn:shopify:params:oauth:token-type:online-access-token";

/** `POST /admin/oauth/access_token`: token exchange and refresh. */
export function answerTokenRequest(
  request: Readonly<Record<string, unknown>>,
  parts: OauthParts,
): OauthAnswer {
  const { app, installation } = parts;
  if (request["client_id"] !== app.apiKey || request["client_secret"] !== app.apiSecret) {
    return refusal("invalid_client", "The client id or the client secret is wrong.", 401);
  }
  if (!installation.isInstalled)
    return refusal("application_not_installed", "The app is not installed in this shop.");
  if (request["grant_type"] === "refresh_token") return refresh(text(request["refresh_token"]), parts);
  if (request["grant_type"] === exchange) return exchangeToken(request, parts);
  return refusal("unsupported_grant_type", "Only token exchange and refresh are offered.");
}

function refresh(refreshToken: string, parts: OauthParts): OauthAnswer {
  const tokens = parts.installation.tokens.refresh(refreshToken);
  return tokens === null
    ? refusal("invalid_grant", "The refresh token is unknown, expired or was superseded.")
    : offlineAnswer(tokens, parts);
}

function exchangeToken(request: Readonly<Record<string, unknown>>, parts: OauthParts): OauthAnswer {
  const claims = verifyIdToken(text(request["subject_token"]), parts.app, parts.shop, parts.clock());
  if (claims === null || request["subject_token_type"] !== idTokenType) {
    return refusal(
      "invalid_subject_token",
      "The id token is not genuine, not current or not for this shop and app.",
    );
  }
  if (request["requested_token_type"] === online) return onlineAnswer(claims.sub, parts);
  if (request["requested_token_type"] !== offline)
    return refusal("invalid_request", "Unknown requested_token_type.");
  // Apps made since April 2026 get expiring tokens only.
  if (text(request["expiring"]) !== "1")
    return refusal("invalid_request", "Offline tokens must be asked for with expiring=1.");
  return offlineAnswer(parts.installation.tokens.issueOffline(), parts);
}

function offlineAnswer(
  tokens: { accessToken: string; refreshToken: string },
  parts: OauthParts,
): OauthAnswer {
  return success({
    access_token: tokens.accessToken,
    scope: parts.installation.scopeText,
    expires_in: parts.options.accessTokenSeconds,
    refresh_token: tokens.refreshToken,
    refresh_token_expires_in: parts.options.refreshTokenSeconds,
  });
}

function onlineAnswer(userId: string, parts: OauthParts): OauthAnswer {
  const staff = parts.staff.find((member) => legacyId(member.id) === userId);
  if (staff === undefined)
    return refusal("invalid_subject_token", "The id token names nobody who works in this shop.");
  return success({
    access_token: parts.installation.tokens.issueAccess(ONLINE_SECONDS),
    scope: parts.installation.scopeText,
    expires_in: ONLINE_SECONDS,
    associated_user_scope: parts.installation.scopeText,
    associated_user: {
      id: Number(userId),
      first_name: staff.firstName,
      last_name: staff.lastName,
      email: staff.email,
      email_verified: true,
      account_owner: parts.staff[0] === staff,
      locale: staff.locale,
      collaborator: false,
    },
  });
}

const text = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
const success = (body: object): OauthAnswer => ({ status: 200, body });
const refusal = (error: string, description: string, status = 400): OauthAnswer => ({
  status,
  body: { error, error_description: description },
});
