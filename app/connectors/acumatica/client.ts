import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import type { Budget } from "../limits.ts";
import type { Json } from "../shared/json.ts";
import { callVendor, type VendorAnswer, type VendorCall, type VendorManners } from "../shared/vendor/call.ts";
import { requestToken } from "../shared/vendor/oauth2.ts";
import { mintedSession, type Session } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import type { AcumaticaConfig } from "./config.ts";

export async function callAcumatica(
  call: VendorCall,
  config: AcumaticaConfig,
  context: ConnectorContext,
): Promise<Json> {
  const manners: VendorManners = {
    field: "address",
    session: sessionOf(config, context),
    budget: budgetOf(config),
    failure: (answer, url) => failure(answer, url, config),
  };
  return (await callVendor(context, manners, call)).json;
}

/** An entity of the contract-based API. */
export function entityUrl(
  { address, endpointVersion }: AcumaticaConfig,
  entity: string,
  query: Readonly<Record<string, string>> = {},
): URL {
  return belowAddress(address, `/entity/Default/${endpointVersion}/${entity}`, query);
}

/** Without offline_access: a refresh token is for one user of it only, and workers are many. */
function sessionOf(config: AcumaticaConfig, context: ConnectorContext): Session {
  const { address, clientId, clientSecret, user, password } = config;
  const url = belowAddress(address, "/identity/connect/token");
  return mintedSession(context, [url.href, clientId, clientSecret, user, password], (signal) =>
    requestToken(context, signal, {
      url,
      form: {
        grant_type: "password",
        client_id: clientId,
        client_secret: clientSecret,
        username: user,
        password,
        scope: "api",
      },
      field: "address",
      credentials: "this client id, secret, user and password",
    }),
  );
}

/** A licence counts what is under way and what comes in a minute; how much it allows only its owner sees. */
function budgetOf({ address, clientId }: AcumaticaConfig): Budget {
  return { name: `acumatica requests ${new URL(address).host} ${clientId}`, slots: 2 };
}

function failure({ status }: VendorAnswer, url: URL, config: AcumaticaConfig): ConnectorError | null {
  if (status === 403)
    return new ConnectorError("rights", `The user's roles do not let it read ${lastOf(url)}.`);
  if (status === 404 && url.pathname.includes("/entity/")) {
    return new ConnectorError(
      "not_found",
      `${url.host} has no ${lastOf(url)} in version ${config.endpointVersion} of the endpoint Default. ${config.address}/entity lists the versions that it has.`,
      { field: "endpointVersion" },
    );
  }
  if (status === 404)
    return new ConnectorError("not_found", `${url.host} exposes no generic inquiry at ${url.pathname}.`, {
      field: "source.path",
    });
  return null;
}

function lastOf(url: URL): string {
  return decodeURIComponent(url.pathname.split("/").at(-1) ?? "").slice(0, 60);
}
