import type { ConnectorContext } from "../contract.ts";
import { jsonAt } from "../shared/json.ts";
import { callVendor } from "../shared/vendor/call.ts";
import type { ShipheroConfig } from "./config.ts";
import { manners, refreshUrl } from "./manners.ts";

/** ShipHero lists a token's scopes when it gives one: those that begin with "change:" can write. */
export async function rightsWarnings(
  config: ShipheroConfig,
  context: ConnectorContext,
): Promise<readonly string[]> {
  const { field } = manners(config, context);
  const { json } = await callVendor(
    context,
    { field },
    { url: refreshUrl(config), json: { refresh_token: config.refreshToken } },
  );
  const scope = jsonAt(json, "scope");
  const writes =
    typeof scope === "string" ? scope.split(/[\s,]+/).filter((one) => one.startsWith("change:")) : [];
  if (writes.length === 0) return [];
  const some = writes.slice(0, 3).join(", ");
  const more = writes.length > 3 ? ` and ${writes.length - 3} more` : "";
  return [
    `This developer user may change things (${some}${more}). Reading needs view:inventory, view:products and view:account only.`,
  ];
}
