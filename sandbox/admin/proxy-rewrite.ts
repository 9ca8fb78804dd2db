/** What the app's documents say of Shopify's own addresses, in terms of this sandbox. */
export interface Rewriting {
  readonly adminOrigin: string;
  readonly appBridgeAddress: string;
}

const appBridge = /https:\/\/cdn\.shopify\.com\/shopifycloud\/app-bridge(?:-next)?\.js/g;
const adminAddress = "https://admin.shopify.com";

/** Only documents and headers name Shopify's addresses in a way that the browser follows. */
export const rewritesBody = (contentType: string | undefined): boolean =>
  contentType?.startsWith("text/html") ?? false;

export const rewriteDocument = (text: string, { appBridgeAddress }: Rewriting): string =>
  text.replace(appBridge, appBridgeAddress);

/** The longest piece of a document that may be the beginning of an address cut off at `text`'s end. */
export function unfinishedTail(text: string): number {
  const longest = "https://cdn.shopify.com/shopifycloud/app-bridge-next.js";
  const from = Math.max(0, text.length - longest.length + 1);
  for (let start = from; start < text.length; start += 1) {
    if (
      longest.startsWith(text.slice(start)) ||
      "https://cdn.shopify.com/shopifycloud/app-bridge.js".startsWith(text.slice(start))
    ) {
      return text.length - start;
    }
  }
  return 0;
}

/** One header of an answer, by its name in lower case. */
export function rewriteHeader(
  name: string,
  value: string,
  { adminOrigin, appBridgeAddress }: Rewriting,
): string {
  switch (name) {
    case "content-security-policy":
      return value.replace(/frame-ancestors [^;]*/, `frame-ancestors ${adminOrigin}`);
    case "location":
    case "x-shopify-api-request-failure-reauthorize-url":
      return value.startsWith(`${adminAddress}/`) ? adminOrigin + value.slice(adminAddress.length) : value;
    case "link":
      return value.replace(appBridge, appBridgeAddress);
    default:
      return value;
  }
}
