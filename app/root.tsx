import type { LinksFunction, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { apiKey } from "./shopify.server.ts";
import { polarisStyles } from "./ui/styles.ts";

export const loader = () => ({ apiKey });

export const meta: MetaFunction = () => [{ title: "Inventory Handoff" }];

export const links: LinksFunction = () => [{ rel: "stylesheet", href: polarisStyles }];

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <AppBridge />
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

/** Shopify wants it to be the first script of every document that it frames; the public page stands outside of Shopify admin. */
function AppBridge() {
  const root = useRouteLoaderData<typeof loader>("root");
  const { pathname } = useLocation();
  if (!root || pathname === "/") return null;
  return (
    <>
      <meta name="shopify-api-key" content={root.apiKey} />
      <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" />
    </>
  );
}

export default function App() {
  return <Outlet />;
}

/** For what no route answers and for faults outside of /app, whose routes have their own. The cause is in the log. */
export function ErrorBoundary() {
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main style={{ maxWidth: "34rem", margin: "4rem auto", padding: "0 1rem", font: "1rem/1.5 system-ui" }}>
      <h1 style={{ fontSize: "1.5rem" }}>
        {missing ? "This page does not exist" : "Something went wrong on our side"}
      </h1>
      <p>
        {missing ? "Open the app again from Shopify admin, under Apps." : "Please try again in a moment."}
      </p>
    </main>
  );
}
