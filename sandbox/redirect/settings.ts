/** The variables of the redirect. It is loaded with `--import` into a process of the app, from outside. */
export const SHOPIFY_ADDRESS = "SANDBOX_SHOPIFY_ADDRESS";

export class RedirectRefused extends Error {}

/**
 * Where the stand-in Shopify listens, e.g. `http://127.0.0.1:4402`.
 * @throws RedirectRefused in production, without the variable, or when it names anything but this machine
 */
export function standInAddress(environment: Readonly<Record<string, string | undefined>>): URL {
  const address = environment[SHOPIFY_ADDRESS];
  if (environment.NODE_ENV === "production") {
    throw new RedirectRefused(
      "The sandbox's redirect is loaded in production (NODE_ENV=production). It sends shops' requests to a stand-in: " +
        "remove its --import from the command, or do not set NODE_ENV.",
    );
  }
  if (address === undefined || address === "") {
    throw new RedirectRefused(
      `The sandbox's redirect is loaded, but ${SHOPIFY_ADDRESS} does not say where the stand-in Shopify is.`,
    );
  }
  const url = URL.parse(address);
  if (url === null || url.protocol !== "http:" || !isLoopback(url.hostname)) {
    throw new RedirectRefused(
      `${SHOPIFY_ADDRESS} must be an http address on this machine, not “${address}”.`,
    );
  }
  return url;
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
