import { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import type { Budget } from "../limits.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { callVendor, type VendorAnswer, type VendorManners } from "../shared/vendor/call.ts";
import { requestToken } from "../shared/vendor/oauth2.ts";
import { mintedSession, type Session } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { BusinessCentralConfig } from "./config.ts";

/** One page of an OData list. The next address is followed as it stands. */
export interface ODataPage {
  readonly rows: readonly Json[];
  readonly next: string | null;
}

const page = z.object({ value: z.array(z.unknown()), "@odata.nextLink": z.string().nullish() });

/** Rows of a page that Business Central gives at most; a larger wish is answered with 413. */
const mostRows = 20_000;

export async function getPage(
  url: URL,
  config: BusinessCentralConfig,
  context: ConnectorContext,
  rows = mostRows,
): Promise<ODataPage> {
  const headers = { prefer: `odata.maxpagesize=${rows}`, "data-access-intent": "ReadOnly" };
  const { json } = await callVendor(context, mannersOf(config, context), { url, headers });
  const { value, "@odata.nextLink": next } = readAnswer(json, page, url);
  return { rows: value as readonly Json[], next: next == null ? null : ownAddress(next, url).href };
}

/** All rows of a list that is not long. */
export async function getAll(
  url: URL,
  config: BusinessCentralConfig,
  context: ConnectorContext,
): Promise<readonly Json[]> {
  const all: Json[] = [];
  for (let at: URL | null = url; at !== null;) {
    const { rows, next }: ODataPage = await getPage(at, config, context);
    all.push(...rows);
    at = next === null ? null : new URL(next);
  }
  return all;
}

export function apiUrl(
  config: BusinessCentralConfig,
  path: string,
  query: Readonly<Record<string, string>> = {},
): URL {
  const { address, tenant, environment } = config;
  return belowAddress(address, `/v2.0/${tenant}/${environment}/api/${path}`, query);
}

/** Credentials go to the configured host and nowhere else. */
function ownAddress(link: string, from: URL): URL {
  const url = URL.canParse(link, from) ? new URL(link, from) : null;
  if (url?.origin === from.origin) return url;
  throw new ConnectorError(
    "unreadable",
    `${from.host} names a next page on another host; credentials are not sent there.`,
  );
}

function mannersOf(config: BusinessCentralConfig, context: ConnectorContext): VendorManners {
  return {
    field: "address",
    session: sessionOf(config, context),
    budget: budgetOf(config),
    throttled,
    failure,
  };
}

function sessionOf(config: BusinessCentralConfig, context: ConnectorContext): Session {
  const { clientId, clientSecret } = config;
  const url = belowAddress(config.signInAddress, `/${config.tenant}/oauth2/v2.0/token`);
  const scope = "https://api.businesscentral.dynamics.com/.default";
  return mintedSession(context, [url.href, clientId, clientSecret, scope], (signal) =>
    requestToken(context, signal, {
      url,
      form: { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, scope },
      field: "signInAddress",
      credentials: "this tenant, client id and secret (a secret ends after two years at most)",
    }),
  );
}

/** Counted by user, and an application is one. */
function budgetOf({ tenant, environment, clientId }: BusinessCentralConfig): Budget {
  return {
    name: `business-central requests ${tenant} ${environment} ${clientId}`,
    window: { requests: 6_000, milliseconds: 300_000 },
    slots: 5,
  };
}

/** 503 is a request that waited eight minutes in the queue, and 504 one that ran too long; both may be asked again. */
function throttled({ status, headers }: VendorAnswer): { waitMs: number | null } | null {
  if (status !== 429) return null;
  const seconds = Number(headers.get("retry-after") ?? "");
  return { waitMs: seconds > 0 ? seconds * 1000 : null };
}

function failure({ status, json }: VendorAnswer, url: URL): ConnectorError | null {
  if (status < 400) return null;
  const code = jsonAt(json ?? null, "error.code");
  if (typeof code !== "string") return null;
  if (status === 401 || /^Authentication_/.test(code)) {
    return new ConnectorError(
      "credentials",
      `${url.host} does not know this application (401). It must be registered in Business Central too, on the page Microsoft Entra Applications.`,
    );
  }
  if (status === 403 || /Permission|Authorization/i.test(code))
    return new ConnectorError(
      "rights",
      `The application's permission sets do not let it read ${setIn(url)}.`,
    );
  if (status === 404)
    return new ConnectorError(
      "not_found",
      `${url.host} has no ${setIn(url)} in this environment and company.`,
      {
        field: /company/i.test(code) ? "company" : "environment",
      },
    );
  return null;
}

function setIn(url: URL): string {
  return decodeURIComponent(url.pathname.split("/").at(-1) ?? "").slice(0, 60);
}
