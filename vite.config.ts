import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: false;
  }
}

export default defineConfig({
  plugins: [
    remix({
      ignoredRouteFiles: ["**/.*"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        // Shopify's package loses its retry headers with it unless every route re-exports them (shopify-app-js #1976).
        v3_singleFetch: false,
        // Needs @remix-run/route-config; the file names say the routes well enough.
        v3_routeConfig: false,
      },
    }),
  ],
  // The server waits for its database at the top of a module, which is ES2022; every browser that Shopify admin supports knows that.
  build: { assetsInlineLimit: 0, target: "es2022" },
});
