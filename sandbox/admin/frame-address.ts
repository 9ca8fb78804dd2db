import { createHmac } from "node:crypto";
import type { AdminApp } from "./ports.ts";

export interface FrameVisit {
  readonly shopDomain: string;
  /** The app's path with its query, e.g. `/app/connections?filter=wms`. */
  readonly path: string;
  readonly idToken: string;
  readonly locale: string;
  readonly now: Date;
}

export const storeName = (shopDomain: string): string => shopDomain.replace(/\.myshopify\.com$/, "");

/** The address with which the admin loads the app into its frame: path and query as asked for, and Shopify's parameters, signed. */
export function frameAddress(app: Pick<AdminApp, "origin" | "apiSecret">, visit: FrameVisit): string {
  const url = new URL(visit.path, app.origin);
  const host = Buffer.from(`admin.shopify.com/store/${storeName(visit.shopDomain)}`)
    .toString("base64")
    .replace(/=+$/, "");
  const parameters = {
    embedded: "1",
    shop: visit.shopDomain,
    host,
    locale: visit.locale,
    id_token: visit.idToken,
    timestamp: String(Math.floor(visit.now.getTime() / 1000)),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const signed = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1));
  const message = new URLSearchParams(signed).toString();
  url.searchParams.set("hmac", createHmac("sha256", app.apiSecret).update(message).digest("hex"));
  return url.href;
}
