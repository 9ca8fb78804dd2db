/**
 * The app sends a document that came without a token to its bounce page, whose address names in `shopify-reload` where to go back to.
 * Returns whether this is that page.
 */
export function bounceBack(idToken: () => Promise<string>): boolean {
  const reload = new URLSearchParams(location.search).get("shopify-reload");
  if (reload === null) return false;
  const target = new URL(reload, location.origin);
  // Anything else would hand the token to a stranger.
  if (target.origin !== location.origin) return false;
  void idToken().then((token) => {
    target.searchParams.set("id_token", token);
    location.replace(target);
  });
  return true;
}
