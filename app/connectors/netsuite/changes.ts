import type { Instant } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { query } from "./client.ts";
import type { NetsuiteConfig } from "./config.ts";
import { timestamp } from "./sql.ts";
import { dialects, stockQuery } from "./stock-query.ts";
import { sweep } from "./sweep.ts";
import { offsetIn, offsetOfZone } from "../shared/wall-clock.ts";

/** A clock that was set back, and one that is an hour off because it is summer there. */
const slackMs = 3_600_000;

/** Rows whose available quantity changed. A change of on hand alone may leave no mark. */
export async function* readChanges(
  config: NetsuiteConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<LevelPage> {
  const where = [
    `ail.lastquantityavailablechange >= ${timestamp(since - slackMs, await offset(config, context))}`,
  ];
  yield* sweep(config, context, { where });
}

/** A time in a query has no zone and is taken for the account's own; which that is, shows in the times that come back. */
export async function offset(config: NetsuiteConfig, context: ConnectorContext): Promise<number> {
  const [dated] = dialects;
  const { items } = dated ? await query(stockQuery(dated, config), config, context, 50) : { items: [] };
  const shown = items
    .map((item) => offsetIn(jsonAt(item as Json, "qtychangedat")))
    .find((one) => one !== null);
  return shown ?? offsetOfZone(config.timeZone, context.now());
}
