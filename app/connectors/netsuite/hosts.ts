import type { NetsuiteConfig } from "./config.ts";

/** Host names have the account in lower case with hyphens: 1234567_SB1 lives at 1234567-sb1. */
export function restUrl(config: NetsuiteConfig, path: string): URL {
  return below(config.address ?? `https://${hostLabel(config)}.suitetalk.api.netsuite.com`, path);
}

export function restletUrl(config: NetsuiteConfig, path: string): URL {
  return below(config.restletAddress ?? `https://${hostLabel(config)}.restlets.api.netsuite.com`, path);
}

/** The realm of a signature has it in upper case with underscores. */
export function realmOf({ account }: NetsuiteConfig): string {
  return account.toUpperCase().replaceAll("-", "_");
}

function hostLabel({ account }: NetsuiteConfig): string {
  return account.toLowerCase().replaceAll("_", "-");
}

function below(base: string, path: string): URL {
  return new URL(base.replace(/\/+$/, "") + path);
}
