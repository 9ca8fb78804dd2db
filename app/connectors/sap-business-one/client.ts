import { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { callVendor, type Throttled, type VendorAnswer, type VendorManners } from "../shared/vendor/call.ts";
import { mintedSession, type Session } from "../shared/vendor/session.ts";
import { retryAfter } from "../shared/vendor/throttle.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { SapBusinessOneConfig } from "./config.ts";

export interface ListPage {
  readonly rows: readonly Json[];
  readonly more: boolean;
}

const page = z.object({
  value: z.array(z.unknown()),
  "odata.nextLink": z.string().nullish(),
  "@odata.nextLink": z.string().nullish(),
});

/** One page of a list. Its link to the next one counts rows, so that rows slip when some come or go; only that there is one is told. */
export async function getList(
  entity: string,
  query: Readonly<Record<string, string>>,
  config: SapBusinessOneConfig,
  context: ConnectorContext,
  size: number,
): Promise<ListPage> {
  const url = serviceUrl(config, entity, query);
  const manners: VendorManners = {
    field: "address",
    session: sessionOf(config, context),
    throttled,
    failure,
  };
  const { json } = await callVendor(context, manners, {
    url,
    headers: { prefer: `odata.maxpagesize=${size}` },
  });
  const { value, ...links } = readAnswer(json, page, url);
  return {
    rows: value as readonly Json[],
    more: Object.values(links).some((link) => link != null && link !== ""),
  };
}

/** No limit is published; a server whose workers are all taken answers 503 and says when to come again. */
function throttled({ status, headers }: VendorAnswer): Throttled | null {
  const waitMs = retryAfter(headers);
  return status === 429 || (status === 503 && waitMs !== null) ? { waitMs } : null;
}

/** A text in a filter. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function serviceUrl(
  { address, version }: SapBusinessOneConfig,
  path: string,
  query: Readonly<Record<string, string>> = {},
): URL {
  return belowAddress(address, `/b1s/${version}/${path}`, query);
}

/** A session is two cookies: one for the user, one for the node behind the balancer that knows it. */
function sessionOf(config: SapBusinessOneConfig, context: ConnectorContext): Session {
  const { address, version, companyDb, user, password } = config;
  return mintedSession(
    context,
    [address, version, companyDb, user, password],
    (signal) => login(config, { ...context, signal }),
    (cookies) => ({ cookie: cookies }),
  );
}

const loggedIn = z.object({ SessionId: z.string().min(1), SessionTimeout: z.coerce.number().default(30) });

async function login(config: SapBusinessOneConfig, context: ConnectorContext) {
  const url = serviceUrl(config, "Login");
  const json = { CompanyDB: config.companyDb, UserName: config.user, Password: config.password };
  const manners: VendorManners = { field: "address", failure: loginFailure };
  const answer = await callVendor(context, manners, { url, method: "POST", json });
  const { SessionId, SessionTimeout } = readAnswer(answer.json, loggedIn, url);
  const route = /ROUTEID=[^;,\s]+/.exec(answer.headers.getSetCookie().join("; "))?.[0];
  return {
    text: [`B1SESSION=${SessionId}`, ...(route ? [route] : [])].join("; "),
    goodUntil: context.now() + SessionTimeout * 60_000,
  };
}

/** A wrong company database and a wrong password are told apart by nobody but the server's log. */
function loginFailure({ status, json }: VendorAnswer, url: URL): ConnectorError | null {
  const refused =
    status === 401 || (status >= 400 && status < 500 && jsonAt(json ?? null, "error.code") !== undefined);
  return refused && status !== 429
    ? new ConnectorError(
        "credentials",
        `${url.host} does not accept this company database, user and password.`,
      )
    : null;
}

function failure({ status, json }: VendorAnswer, url: URL): ConnectorError | null {
  if (status < 400 || status === 401 || status === 429) return null;
  const message = jsonAt(json ?? null, "error.message.value") ?? jsonAt(json ?? null, "error.message");
  const forbidden =
    typeof message === "string" && /not permitted|no permission|not authori[sz]ed/i.test(message);
  if (status !== 403 && !forbidden) return null;
  return new ConnectorError(
    "rights",
    `The user may not read ${url.pathname.split("/").at(-1) ?? ""}: it needs read-only authorisation for item master data and warehouses.`,
  );
}
