import { ConnectorError } from "../../errors.ts";

/** The address of a next page as a system names it, in full or from its root. Credentials go to the same host and nowhere else. */
export function nextUrl(next: string, current: URL): URL {
  const url = URL.canParse(next, current.href) ? new URL(next, current.href) : null;
  if (url?.origin === current.origin) return url;
  throw new ConnectorError(
    "unreadable",
    `${current.host} names a next page on another host; credentials are not sent there.`,
  );
}
