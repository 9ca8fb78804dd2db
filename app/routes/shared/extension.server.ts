import { PublicError } from "../../platform/errors.ts";
import { authenticate } from "../../shopify.server.ts";
import { localeOf } from "../../ui/locale.ts";
import { webParts } from "../../web-parts.server.ts";
import type { PageContext } from "./page.server.ts";

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
  const context: PageContext = {
    caller: { shop: session.shop, person: sessionToken.sub },
    useCases: webParts.useCases,
    locale: localeOf(request.headers.get("accept-language")),
  };
  return cors(await answer(() => run(context)));
}

async function answer(run: () => Promise<unknown>): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  try {
    return Response.json(await run(), { headers });
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    return Response.json({ problem: error.message }, { status: error.status, headers });
  }
}
