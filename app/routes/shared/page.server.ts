import { PublicError } from "../../platform/errors.ts";
import { authenticate } from "../../shopify.server.ts";
import { localeOf } from "../../ui/locale.ts";
import type { Caller, UseCases } from "../../use-cases/contract.ts";
import { webParts } from "../../web-parts.server.ts";

export interface PageContext {
  readonly caller: Caller;
  readonly useCases: UseCases;
  readonly locale: string;
}

/**
 * Runs a loader or an action for whom Shopify vouches for. What the person may know of a failure is thrown as
 * `{ problem }` for the error page; everything else is a fault, and goes on to the log.
 */
export async function forCaller<T>(request: Request, run: (context: PageContext) => Promise<T>): Promise<T> {
  const { session, sessionToken } = await authenticate.admin(request);
  const caller = { shop: session.shop, person: sessionToken.sub };
  webParts.greet(caller, idTokenOf(request));
  const locale = localeOf(request.headers.get("accept-language"));
  try {
    return await run({ caller, useCases: webParts.useCases, locale });
  } catch (error) {
    if (error instanceof PublicError)
      throw Response.json({ problem: error.message }, { status: error.status });
    throw error;
  }
}

/** A document brings it in its address, everything later in its header. */
export function idTokenOf(request: Request): string | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  return bearer ?? new URL(request.url).searchParams.get("id_token");
}
