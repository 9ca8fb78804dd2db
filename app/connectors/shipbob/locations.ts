import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import { callVendor } from "../shared/vendor/call.ts";
import type { ShipbobConfig } from "./config.ts";
import { apiUrl, manners } from "./manners.ts";
import { locationsAnswer } from "./schema.ts";

/** The centres that the merchant may use, closed ones included: stock may still lie there. */
export async function listLocations(
  config: ShipbobConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const url = apiUrl(config, "location", "IncludeInactive=true&AccessGranted=true");
  const { json } = await callVendor(context, manners(config), { url });
  return readAnswer(json, locationsAnswer, url).map(({ id, name }) => ({ code: id, name: name ?? null }));
}
