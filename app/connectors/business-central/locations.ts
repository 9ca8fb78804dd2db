import { z } from "zod";
import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { name } from "../shared/fields.ts";
import { allOrNothing, readRows } from "../shared/vendor-rows.ts";
import { apiUrl, getAll, getPage } from "./client.ts";
import { companyId } from "./company.ts";
import type { BusinessCentralConfig } from "./config.ts";
import { analyticsUrl } from "./ledger.ts";
import { noLocation } from "./schema.ts";

const row = z.object({ code: name, displayName: z.string().nullish() });

export async function readLocations(
  config: BusinessCentralConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const company = await companyId(config, context);
  const found = await getAll(apiUrl(config, `v2.0/companies(${company})/locations`), config, context);
  const host = new URL(config.address).host;
  const { rows } = allOrNothing(
    readRows(found, row, (index) => `location ${index + 1}`),
    host,
  );
  const listed = rows.map(({ code, displayName }) => ({ code, name: displayName ?? null }));
  return (await someWithout(company, config, context))
    ? [...listed, { code: noLocation, name: "Without a location" }]
    : listed;
}

async function someWithout(
  company: string,
  config: BusinessCentralConfig,
  context: ConnectorContext,
): Promise<boolean> {
  if (config.source.kind !== "analytics") return false;
  const query = { $filter: "open eq true and locationCode eq ''", $top: "1" };
  const { rows } = await getPage(
    analyticsUrl(config, company, "itemLedgerEntries", query),
    config,
    context,
    1,
  );
  return rows.length > 0;
}
