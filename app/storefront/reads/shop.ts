import type { AdminApi } from "../admin-api.ts";
import { AccessScopesDocument, ShopDocument } from "../generated/operations.ts";
import type { ShopInfo } from "../ports.ts";

export async function readShop(api: AdminApi, shop: string, signal: AbortSignal): Promise<ShopInfo> {
  const answer = await api.run(shop, { document: ShopDocument, variables: {}, priority: "probe", signal });
  return { name: answer.shop.name, timezone: answer.shop.ianaTimezone, currency: answer.shop.currencyCode };
}

/** The scopes that the shop has granted, such as "read_inventory". */
export async function readGrantedScopes(
  api: AdminApi,
  shop: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const answer = await api.run(shop, {
    document: AccessScopesDocument,
    variables: {},
    priority: "probe",
    signal,
  });
  return new Set(answer.currentAppInstallation.accessScopes.map((scope) => scope.handle));
}
