import type { CheckResult, ConnectorContext, LevelPage } from "../contract.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { jsonAt } from "../shared/json.ts";
import { sampleOf } from "../shared/sample.ts";
import { getPage } from "./client.ts";
import { companyId } from "./company.ts";
import type { BusinessCentralConfig } from "./config.ts";
import { readQuery } from "./exact.ts";
import { analyticsUrl, sumUp } from "./ledger.ts";

export async function check(config: BusinessCentralConfig, context: ConnectorContext): Promise<CheckResult> {
  const { source } = config;
  if (source.kind === "exact")
    return sampleOf(readQuery(source, config, context, { rows: 50 }), {
      states: chosenStates(source.states),
      changedAt: null,
    });
  const { sample, warnings } = await sampleOf(someLevels(config, context), {
    states: [["on_hand", "remainingQuantity"]],
    changedAt: null,
  });
  const lacking = [
    ["committed", "itemOutstandingSalesLines", "available and committed stay unknown"],
    ["incoming", "itemOutstandingPurchaseLines", "incoming stays unknown"],
  ] as const;
  const missing = lacking
    .filter(([state]) => sample.length > 0 && sample.every(({ states }) => states[state] === undefined))
    .map(([, set, effect]) => `This version of Business Central has no ${set}: ${effect}.`);
  return { sample, warnings: [...warnings, ...missing] };
}

/** The stock of the first items of the ledger: a sum cannot be had of less than all of an item's entries. */
async function* someLevels(
  config: BusinessCentralConfig,
  context: ConnectorContext,
): AsyncGenerator<LevelPage> {
  const company = await companyId(config, context);
  const query = { $filter: "open eq true", $select: "entryNo,itemNo", $top: "50" };
  const { rows } = await getPage(
    analyticsUrl(config, company, "itemLedgerEntries", query),
    config,
    context,
    50,
  );
  const items = rows.map((row) => jsonAt(row, "itemNo")).filter((item) => typeof item === "string");
  if (items.length > 0) yield* sumUp(config, context, [...new Set(items)].slice(0, 3));
}
