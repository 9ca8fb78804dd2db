import type { Call } from "../graphql/call.ts";

export function appView({ shop }: Call): object {
  const handle = shop.app.handle ?? "app";
  return { __typename: "App", id: "gid://shopify/App/1", apiKey: shop.app.apiKey, handle, title: handle };
}

export const appInstallationView = (call: Call): object => ({
  __typename: "AppInstallation",
  id: "gid://shopify/AppInstallation/1",
  app: appView(call),
  accessScopes: [...call.scopes].map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
});
