import { ConnectorError } from "../errors.ts";

/** A path below the base address, or a complete address. */
export function urlBelow(base: string, path: string): URL {
  const text = /^https?:\/\//i.test(path) ? path : `${base.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`;
  if (!URL.canParse(text)) throw new ConnectorError("configuration", `The path "${path}" makes no address.`);
  return new URL(text);
}

/** As urlBelow, for requests that carry the credentials: they go to the configured host and nowhere else. */
export function ownUrl(base: string, path: string): URL {
  const url = urlBelow(base, path);
  const home = new URL(base);
  if (url.origin === home.origin) return url;
  throw new ConnectorError(
    "configuration",
    `${url.host} is another host than ${home.host}; credentials are not sent there.`,
  );
}
