import { z } from "zod";
import type { ReportedKey } from "../../inventory/index.ts";
import type { ConnectorContext, ResyncAnswer, ResyncAsk } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { batches } from "../shared/batches.ts";
import { name } from "../shared/fields.ts";
import { jsonAt } from "../shared/json.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { callNetsuite, query } from "./client.ts";
import type { NetsuiteConfig } from "./config.ts";
import { restletUrl } from "./hosts.ts";
import { skuIn } from "./keys.ts";
import { skuOf } from "./schema.ts";
import { skuColumn } from "./stock-query.ts";

/** Hands the items' internal ids to the merchant's own RESTlet. */
export async function requestResync(
  config: NetsuiteConfig,
  context: ConnectorContext,
  { idempotencyKey, keys }: ResyncAsk,
): Promise<ResyncAnswer> {
  if (!config.resync)
    throw new ConnectorError("configuration", "No RESTlet is named that pushes items again.", {
      field: "resync.script",
    });
  const ids = await internalIds(config, context, keys);
  if (ids.length === 0) return { accepted: false, message: "NetSuite has none of these items." };
  const query = new URLSearchParams({ script: config.resync.script, deploy: config.resync.deployment });
  const url = restletUrl(config, `/app/site/hosting/restlet.nl?${query.toString()}`);
  const json = { itemIds: ids, locationIds: [...new Set(keys.map(({ code }) => code))], idempotencyKey };
  const answer = await callNetsuite({ url, method: "POST", json, repeatable: false }, config, context);
  const message = jsonAt(answer.json, "message");
  return {
    accepted: jsonAt(answer.json, "accepted") !== false,
    message:
      typeof message === "string" && message !== ""
        ? message.slice(0, 200)
        : `NetSuite's script took ${ids.length === 1 ? "the item" : `${ids.length} items`}.`,
  };
}

const row = z.object({ id: name, sku: name });

async function internalIds(
  config: NetsuiteConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly string[]> {
  const items = new Set(keys.map(({ item }) => item));
  const ids = new Set<string>();
  for (const batch of batches([...items], 200)) {
    const sql = `SELECT i.id, ${skuColumn(config)} AS sku FROM item i WHERE ${skuIn(batch, config)} ORDER BY i.id`;
    const { rows } = readRows((await query(sql, config, context)).items, row, String);
    for (const { id, sku } of rows) if (items.has(skuOf(sku, config))) ids.add(id);
  }
  return [...ids];
}
