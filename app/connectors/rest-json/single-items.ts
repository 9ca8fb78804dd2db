import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { keyFilter } from "../shared/keys.ts";
import { get } from "./client.ts";
import type { RestJsonConfig } from "./config.ts";
import { recordsOrOne } from "./records.ts";
import { readPage } from "./rows.ts";
import { ownUrl } from "./url.ts";

type KeysConfig = NonNullable<RestJsonConfig["keys"]>;

/** The levels of a few keys through the address for single items. A row that cannot be understood fails the whole: it is not absent. */
export async function readSingleItems(
  endpoint: KeysConfig,
  config: RestJsonConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const wanted = keyFilter(keys);
  const found: ReportedLevel[] = [];
  for (const path of pathsFor(endpoint, keys)) {
    const page = await readOne(path, config, context);
    const [bad] = page.rejected;
    if (bad)
      throw new ConnectorError(
        "unreadable",
        `${new URL(config.address).host} gave a row that cannot be used: ${bad.reason}.`,
      );
    found.push(...page.levels.filter(wanted));
  }
  return found;
}

async function readOne(path: string, config: RestJsonConfig, context: ConnectorContext) {
  const url = ownUrl(config.address, path);
  const answer = await get(url, config, context).catch((error: unknown) => {
    // An address per item answers 404 for an item that the system does not have.
    if (error instanceof ConnectorError && error.fault === "not_found") return null;
    throw error;
  });
  const records = answer === null ? [] : recordsOrOne(answer.json, config.levels.records, url);
  return readPage({ records, number: 1, total: null }, config, context.now());
}

function pathsFor(
  { path, separator, batchSize }: KeysConfig,
  keys: readonly ReportedKey[],
): readonly string[] {
  const groups = path.includes("{code}") ? groupByCode(keys) : [{ code: "", items: itemsOf(keys) }];
  const size = path.includes("{items}") ? batchSize : 1;
  return groups.flatMap(({ code, items }) =>
    batches(items, size).map((batch) =>
      path
        .replaceAll("{code}", () => encodeURIComponent(code))
        .replaceAll(/\{items?\}/g, () => batch.map(encodeURIComponent).join(separator)),
    ),
  );
}

function groupByCode(
  keys: readonly ReportedKey[],
): readonly { readonly code: string; readonly items: readonly string[] }[] {
  const byCode = Map.groupBy(keys, ({ code }) => code);
  return [...byCode].map(([code, group]) => ({ code, items: itemsOf(group) }));
}

function itemsOf(keys: readonly ReportedKey[]): readonly string[] {
  return [...new Set(keys.map(({ item }) => item))];
}

function batches(items: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
