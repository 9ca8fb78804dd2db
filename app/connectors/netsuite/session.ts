import { randomUUID } from "node:crypto";
import type { ConnectorContext } from "../contract.ts";
import { requestToken } from "../shared/vendor/oauth2.ts";
import { mintedSession, type Session } from "../shared/vendor/session.ts";
import { clientAssertion, type CertificateAuth } from "./assertion.ts";
import type { NetsuiteConfig } from "./config.ts";
import { realmOf, restUrl } from "./hosts.ts";
import { signedHeader, type TokenAuth } from "./tba.ts";

/** How one request is signed in; a signature is for one address and one moment. */
export function sessionFor(
  config: NetsuiteConfig,
  context: ConnectorContext,
  url: URL,
  method: string,
): Session {
  return config.auth.method === "certificate"
    ? certificateSession(config, config.auth, context)
    : signingSession(config, config.auth, context, url, method);
}

function certificateSession(
  config: NetsuiteConfig,
  auth: CertificateAuth,
  context: ConnectorContext,
): Session {
  const url = restUrl(config, "/services/rest/auth/oauth2/v1/token");
  // The right to call RESTlets is asked for only where there is one to call.
  const scopes = config.resync ? ["rest_webservices", "restlets"] : ["rest_webservices"];
  const facts = [url.href, auth.clientId, auth.certificateId, auth.privateKey, ...scopes];
  return mintedSession(context, facts, async (signal) =>
    requestToken(context, signal, {
      url,
      form: {
        grant_type: "client_credentials",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: await clientAssertion(auth, url, scopes, context.now()),
      },
      field: "address",
      credentials: "this client id and certificate (a certificate ends after two years at most)",
    }),
  );
}

function signingSession(
  config: NetsuiteConfig,
  auth: TokenAuth,
  { now }: ConnectorContext,
  url: URL,
  method: string,
): Session {
  return {
    headers: () => {
      const stamp = { timestamp: Math.floor(now() / 1000), nonce: randomUUID().replaceAll("-", "") };
      return Promise.resolve({ authorization: signedHeader(method, url, realmOf(config), auth, stamp) });
    },
    // A request that was repeated on the way has spent its nonce; another signature settles whether that was it.
    refuse: () => Promise.resolve(true),
  };
}
