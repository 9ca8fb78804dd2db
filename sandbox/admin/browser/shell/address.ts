import type { FramePage } from "./page.ts";

/** The app's own path stands behind the admin's: `/store/x/apps/handle` + `/app/connections`. */
export const adminPath = (page: FramePage, appPath: string): string =>
  page.base + (appPath === "/" ? "" : appPath);

/**
 * Where an address that the app opens leads in this admin: `shopify://admin/products/1` and `https://admin.shopify.com/store/x/…` stay
 * inside, everything else is an ordinary address.
 */
export function placeInAdmin(page: Pick<FramePage, "store">, url: string): string {
  const inside =
    /^shopify:\/*admin\/(.*)$/i.exec(url)?.[1] ??
    /^https:\/\/admin\.shopify\.com\/store\/[^/]+\/?(.*)$/.exec(url)?.[1];
  return inside === undefined ? url : `${page.store}/${inside}`;
}
