import { idToken } from "./id-token.ts";
import type { ExtensionPage } from "./page.ts";

/** Relative addresses are the app's, and what goes to the app carries the ID token. */
export function fetchAsExtension(page: ExtensionPage): typeof fetch {
  const ownFetch = globalThis.fetch.bind(globalThis);
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, page.appOrigin);
    if (url.origin !== page.appOrigin) return ownFetch(input, init);
    const headers = new Headers(init?.headers);
    headers.set("authorization", `Bearer ${await idToken(page)}`);
    return ownFetch(url, { ...init, headers });
  };
}
