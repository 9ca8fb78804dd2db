import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { addDocumentResponseHeaders } from "./shopify.server.ts";
import { receiveWebhook, type Answer, type Incoming } from "./storefront/webhooks/receive.ts";
import { webParts } from "./web-parts.server.ts";

export const streamTimeout = 5_000;

/** Shopify's package names the shop's own address where the request says which shop; this one holds elsewhere. */
const FRAMED_BY_SHOPIFY = "frame-ancestors https://*.myshopify.com https://admin.shopify.com;";

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  addDocumentResponseHeaders(request, headers);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", FRAMED_BY_SHOPIFY);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("x-content-type-options", "nosniff");
  // A bot reads the page once and whole; a person sees its frame at once.
  const readyOn = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";

  return new Promise((resolve, reject) => {
    const state = { status, shellSent: false };
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} />, {
      [readyOn]: () => {
        state.shellSent = true;
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { status: state.status, headers }));
        pipe(body);
      },
      onShellError: reject,
      onError: (error: unknown) => {
        state.status = 500;
        // Before the shell is out, the error comes again through onShellError.
        if (state.shellSent) handleError(error, { request });
      },
    });
    // A second more than Remix allows itself, so that what it gave up still reaches the page.
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

export function handleError(error: unknown, { request }: { request: Request }): void {
  // Someone who leaves in mid-answer is no fault of ours.
  if (request.signal.aborted) return;
  // Somebody asked for a page that does not exist, or in a way that a route does not answer.
  if (isRouteErrorResponse(error) && error.status < 500) return;
  const { pathname } = new URL(request.url);
  webParts.log.error({ err: error, method: request.method, path: pathname }, "A request failed");
}

/** What Shopify sends; the web process asks for it before any page. A delivery that cannot be stored is answered 500, and comes again. */
export async function receiveFromShopify(incoming: Incoming): Promise<Answer> {
  try {
    return await receiveWebhook(incoming, webParts.webhooks);
  } catch (error) {
    webParts.log.error({ err: error }, "A webhook could not be stored");
    return { status: 500, text: "The webhook could not be stored.", headers: {} };
  }
}

/** What the web process shows its operator. */
export const { metrics, ready } = webParts;

/** Ends the app's connections; the web process calls it when its last request is answered. */
export function closeApp(): Promise<void> {
  return webParts.close();
}
