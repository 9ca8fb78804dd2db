import { PublicError } from "../../platform/errors.ts";
import { authenticate } from "../../shopify.server.ts";
import { localeOf } from "../../ui/locale.ts";
import { webParts } from "../../web-parts.server.ts";
import type { ProductStockQuery } from "../../use-cases/contract.ts";
import { idTokenOf, type PageContext } from "./page.server.ts";

/**
 * Answers an extension that runs in Shopify's own pages: from another origin, with an ID token in its header. Shopify's package
 * answers the browser's OPTIONS and a token that is wrong or ended. A question without a token never came from Shopify; it is answered
 * with 401 and not led to a sign-in that nobody is there to see.
 */
export async function forExtension(
  request: Request,
  run: (context: PageContext) => Promise<unknown>,
): Promise<Response> {
  if (request.method !== "OPTIONS" && !request.headers.has("authorization"))
    return Response.json({ problem: "Shopify's ID token is missing." }, { status: 401 });
  const { session, sessionToken, cors } = await authenticate.admin(request);
  const caller = { shop: session.shop, person: sessionToken.sub };
  webParts.greet(caller, idTokenOf(request));
  const context: PageContext = {
    caller,
    useCases: webParts.useCases,
    locale: localeOf(request.headers.get("accept-language")),
  };
  return cors(await answer(() => run(context)));
}

async function answer(run: () => Promise<unknown>): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  try {
    const answered = await run();
    return answered instanceof Response ? answered : Response.json(answered, { headers });
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    return Response.json({ problem: error.message }, { status: error.status, headers });
  }
}

/**
 * `?variant=gid://shopify/ProductVariant/7` or `?product=gid://shopify/Product/7`. Throws a PublicError for anything else.
 */
export function productOf(request: Request): ProductStockQuery {
  const search = new URL(request.url).searchParams;
  const variantId = search.get("variant") ?? "";
  if (/^gid:\/\/shopify\/ProductVariant\/\d+$/.test(variantId)) return { variantId };
  const productId = search.get("product") ?? "";
  if (/^gid:\/\/shopify\/Product\/\d+$/.test(productId)) return { productId };
  throw new PublicError("Say which product or variant of Shopify's is meant.", 400);
}
