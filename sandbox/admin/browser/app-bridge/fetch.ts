const retryHeader = "X-Shopify-Retry-Invalid-Session-Request";
const reauthorizeHeader = "X-Shopify-API-Request-Failure-Reauthorize-Url";

/**
 * Makes `window.fetch` add the id token to requests for the app's own origin, ask once more when the app says that the token was
 * stale, and follow the app when it wants the merchant elsewhere.
 */
export function patchFetch(idToken: () => Promise<string>, leaveFor: (url: string) => void): void {
  const plain = window.fetch.bind(window);

  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has("Authorization"))
      return plain(request);
    const again = request.clone();
    const first = await plain(withToken(request, await idToken()));
    const answer = first.headers.has(retryHeader) ? await plain(withToken(again, await idToken())) : first;
    const elsewhere = answer.headers.get(reauthorizeHeader);
    if (elsewhere !== null) leaveFor(new URL(elsewhere, location.origin).href);
    return answer;
  };
}

function withToken(request: Request, token: string): Request {
  request.headers.set("Authorization", `Bearer ${token}`);
  request.headers.set("X-Requested-With", "XMLHttpRequest");
  return request;
}
