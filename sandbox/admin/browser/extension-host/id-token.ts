import type { ExtensionPage } from "./page.ts";

const ownFetch = globalThis.fetch.bind(globalThis);

/** A fresh token of whoever is signed in to the admin. */
export async function idToken({ store }: Pick<ExtensionPage, "store">): Promise<string> {
  const response = await ownFetch(`${store}/frame/id-token`);
  if (!response.ok) throw new Error(await response.text());
  const { token } = (await response.json()) as { readonly token: string };
  return token;
}
