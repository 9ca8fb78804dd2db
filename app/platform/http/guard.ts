import { isIP } from "node:net";
import type { LookupAddress } from "node:dns";
import { classifyAddress } from "./address.ts";
import { plainHostname, portOf, type AllowedHosts } from "./allowed-hosts.ts";
import { HttpError } from "./error.ts";

export interface GuardRules {
  readonly allowed: AllowedHosts;
  readonly production: boolean;
}

/**
 * What can be said of an address before a connection: scheme, credentials, an IP address written out.
 * Returns the URL to connect to. Throws HttpError "refused_address".
 */
export function guardUrl(address: string | URL, rules: GuardRules): URL {
  if (typeof address === "string" && !URL.canParse(address)) throw refused("This is not a complete address");
  const url = new URL(address);
  url.hostname = plainHostname(url.hostname);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw refused("Only https addresses can be read");
  if (url.username || url.password) throw refused("User name and password do not belong into the address");
  if (url.hostname === "") throw refused("The address names no host");
  const named = rules.allowed.includes(url.hostname, portOf(url));
  if (url.protocol === "http:" && rules.production && !named) {
    throw refused(`${url.hostname} is addressed by http, which anybody on the way can read; use https`);
  }
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0) guardAddress(literal, url.hostname, named);
  return url;
}

/** Refuses an IP address that `hostname` stands for. `named`: the operator allows the host to be on a private network. */
export function guardAddress(address: string, hostname: string, named: boolean): void {
  const kind = classifyAddress(address.replace(/%.*$/, ""));
  if (kind === "public" || (kind === "private" && named)) return;
  const where = address === hostname.replace(/^\[|\]$/g, "") ? hostname : `${hostname} (${address})`;
  throw refused(
    kind === "private"
      ? `${where} is on a private network; whoever runs this app has to allow it by name`
      : `${where} is not an address that a system can be read at`,
  );
}

/** One private answer among public ones is how rebinding looks, so a single bad address refuses the host. */
export function guardResolved(answers: readonly LookupAddress[], hostname: string, named: boolean): void {
  for (const { address } of answers) guardAddress(address, hostname, named);
}

function refused(sentence: string): HttpError {
  return new HttpError("refused_address", sentence);
}
