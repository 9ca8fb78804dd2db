const remembered = "app-bridge-stand-in:config";

export interface Config {
  readonly apiKey: string;
  readonly shop: string;
  readonly host: string;
  readonly locale: string;
  /** Where the admin is: whoever serves this script. */
  readonly adminOrigin: string;
}

/**
 * The key from the page, the shop and host from its address. Later documents of the same frame may have lost the query, so it is
 * remembered for the life of the tab.
 */
export function readConfig(script: HTMLScriptElement): Config {
  const query = new URLSearchParams(location.search);
  const before = new URLSearchParams(sessionStorage.getItem(remembered) ?? "");
  const known = new URLSearchParams(
    ["shop", "host", "locale"].map((name): [string, string] => [
      name,
      query.get(name) ?? before.get(name) ?? "",
    ]),
  );
  sessionStorage.setItem(remembered, known.toString());
  const meta = document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]');
  return {
    apiKey: script.dataset.apiKey ?? meta?.content ?? "",
    shop: known.get("shop") ?? "",
    host: known.get("host") ?? "",
    locale: known.get("locale") ?? "en",
    adminOrigin: new URL(script.src).origin,
  };
}
