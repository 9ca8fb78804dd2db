import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { authenticate } from "../shopify.server.ts";

/** Shopify's package serves /auth/session-token, /auth/exit-iframe and /auth/callback from here. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  // It sends requests without a valid shop to a form that asks for one. The app asks for none: only Shopify says which shop it is.
  if (new URL(request.url).pathname === "/auth/login") throw redirect("/");
  await authenticate.admin(request);
  return null;
};
