import { GraphQLError } from "graphql";
import { allows } from "../oauth/scopes.ts";
import type { SimulatedShop } from "../simulated-shop.ts";

/** Who asks, and whom. The context of every resolver. */
export interface Call {
  readonly shop: SimulatedShop;
  readonly scopes: ReadonlySet<string>;
}

/** Throws Shopify's ACCESS_DENIED, which nulls the field and leaves the rest of the data. */
export function requireScope(call: Call, scope: string, field: string): void {
  if (allows(call.scopes, scope)) return;
  const requiredAccess = `\`${scope}\` access scope.`;
  throw new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess,
    },
  });
}

export const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
