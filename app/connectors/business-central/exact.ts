import { z } from "zod";
import type { ReportedKey } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { name, quantity } from "../shared/fields.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { readPage, told, type ToldLevel } from "../shared/vendor-rows.ts";
import { apiUrl, getPage } from "./client.ts";
import { companyId } from "./company.ts";
import type { BusinessCentralConfig } from "./config.ts";
import { literal } from "./ledger.ts";
import { noLocation } from "./schema.ts";

export type Exact = Extract<BusinessCentralConfig["source"], { kind: "exact" }>;

/** Rows of the merchant's own API query: one per item, variant and location. A position is the address of the next page. */
export async function* readQuery(
  source: Exact,
  config: BusinessCentralConfig,
  context: ConnectorContext,
  { from, filter, rows: size }: { from?: string | undefined; filter?: string; rows?: number } = {},
): AsyncGenerator<LevelPage> {
  const company = await companyId(config, context);
  const path = `${source.route}/companies(${company})/${source.entitySet}`;
  const start = apiUrl(config, path, filter === undefined ? {} : { $filter: filter });
  const schema = rowOf(source);
  const pages = linkedPages<Json>({
    context,
    place: `${source.entitySet} of ${start.host}`,
    keyOf: (row) =>
      JSON.stringify([source.item, source.variant ?? "", source.location].map((field) => jsonAt(row, field))),
    from,
    read: async (position) =>
      getPage(position === null ? start : new URL(position, start), config, context, size),
  });
  for await (const { rows, number, position } of pages)
    yield {
      ...readPage(rows, schema, (level) => level, { number, observedAt: context.now() }),
      total: null,
      position: URL.canParse(position) ? relative(new URL(position)) : position,
    };
}

/** Positions carry no host: credentials go to the configured one. */
function relative({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}

function rowOf({ item, variant, variantSeparator, location, states }: Exact) {
  const chosen = chosenStates(states);
  return z
    .object({
      [item]: name,
      [location]: z.string().nullish(),
      ...(variant === undefined ? {} : { [variant]: z.string().nullish() }),
    })
    .extend(Object.fromEntries(chosen.map(([, field]) => [field, quantity])))
    .transform((row: Readonly<Record<string, unknown>>): ToldLevel => {
      const texts = [row[item], variant === undefined ? "" : row[variant]].filter(Boolean);
      return {
        item: texts.map(String).join(variantSeparator),
        code: typeof row[location] === "string" && row[location] !== "" ? row[location] : noLocation,
        states: told(Object.fromEntries(chosen.map(([state, field]) => [state, row[field]]))),
        updatedAt: null,
      };
    });
}

/** An SKU may be an item number, or one with a variant code behind it; where it is cut only the rows can say. */
export function filterFor(keys: readonly ReportedKey[], { item, variant, variantSeparator }: Exact): string {
  const numbers = new Set(keys.map((key) => key.item));
  if (variant !== undefined && variantSeparator !== "")
    for (const { item: sku } of keys)
      for (let at = sku.indexOf(variantSeparator); at > 0; at = sku.indexOf(variantSeparator, at + 1))
        numbers.add(sku.slice(0, at));
  return [...numbers].map((number) => `${item} eq ${literal(number)}`).join(" or ");
}
