import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import type { BudgetReport } from "../limits.ts";
import { isList, jsonAt, type Json } from "../shared/json.ts";
import { digestOf } from "../shared/tokens/digest.ts";
import type { Throttled, VendorAnswer, VendorManners } from "../shared/vendor/call.ts";
import { requestToken } from "../shared/vendor/oauth2.ts";
import { mintedSession } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import type { ShipheroConfig } from "./config.ts";

/**
 * A smaller bucket shows in the first refusal, which says what is left. The bound of 7,000 requests in five minutes is out of reach:
 * the credits of five minutes pay for fewer of what is asked here.
 */
const credits = { capacity: 4004, perSecond: 60 };

const outOfCredits = "30";
const missingScope = "7";
const notFound = "5";

export function manners(config: ShipheroConfig, context: ConnectorContext): VendorManners {
  const { address, refreshToken } = config;
  const facts = ["shiphero", address, refreshToken];
  return {
    field: "address",
    session: mintedSession(context, facts, (signal) =>
      requestToken(context, signal, {
        url: refreshUrl(config),
        form: { refresh_token: refreshToken },
        sendAs: "json",
        field: "address",
        credentials: "this refresh token",
      }),
    ),
    budget: { name: `shiphero ${digestOf(facts)}`, credits },
    throttled,
    report,
    failure,
  };
}

export function refreshUrl({ address }: ShipheroConfig): URL {
  return belowAddress(address, "/auth/refresh");
}

/** Out of credits is HTTP 200 with error 30, which says how long it takes to regain them. */
function throttled({ status, json }: VendorAnswer): Throttled | null {
  const error = errorOf(json, outOfCredits);
  if (error === undefined) return status === 429 ? { waitMs: null } : null;
  const seconds = /^\s*(\d+(\.\d+)?)/.exec(textIn(error, "time_remaining") ?? "")?.[1];
  return { waitMs: seconds === undefined ? null : Number(seconds) * 1000 };
}

function report({ json }: VendorAnswer): BudgetReport {
  const error = errorOf(json, outOfCredits);
  if (error !== undefined) {
    const left = Number(textIn(error, "remaining_credits") ?? Number.NaN);
    return { cost: 0, ...(Number.isFinite(left) ? { left } : {}) };
  }
  const data = jsonAt(json ?? null, "data");
  if (typeof data !== "object" || data === null || isList(data)) return {};
  const costs = Object.values(data).map((field) => Number(jsonAt(field, "complexity") ?? Number.NaN));
  return costs.length > 0 && costs.every(Number.isFinite)
    ? { cost: costs.reduce((sum, cost) => sum + cost, 0) }
    : {};
}

/** Failures come as HTTP 200 too. Their words stay out of ours: they may repeat what was asked. */
function failure({ json }: VendorAnswer, { host }: URL): ConnectorError | null {
  const [first] = errorsOf(json);
  if (first === undefined) return null;
  const code = textIn(first, "code");
  const message = textIn(first, "message") ?? "";
  if (code === missingScope || /scope|permission|not allowed/i.test(message)) {
    const scopes = message.match(/\b(view|change):[a-z_]+/g)?.join(", ");
    const lacking = scopes ? ` It needs ${scopes}.` : "";
    return new ConnectorError("rights", `${host} does not let this developer user read stock.${lacking}`);
  }
  if (/unauthori[sz]ed|not authenticated|token/i.test(message))
    return new ConnectorError("credentials", `${host} does not accept this developer user's token.`);
  if (code === notFound)
    return new ConnectorError("not_found", `${host} does not know what was asked for (error ${code}).`);
  return new ConnectorError("unavailable", `${host} could not answer (error ${code ?? "without a number"}).`);
}

function errorOf(json: Json | undefined, code: string): Json | undefined {
  return errorsOf(json).find((error) => textIn(error, "code") === code);
}

function errorsOf(json: Json | undefined): readonly Json[] {
  const errors = jsonAt(json ?? null, "errors");
  return isList(errors) ? errors : [];
}

/** Some answers have these facts beside the message, others under "extensions". */
function textIn(error: Json, field: string): string | undefined {
  const value = jsonAt(error, field) ?? jsonAt(error, `extensions.${field}`);
  return typeof value === "string" ? value : undefined;
}
