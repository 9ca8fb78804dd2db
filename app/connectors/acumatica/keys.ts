import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import type { AcumaticaConfig } from "./config.ts";
import { literal, readInquiry, type Inquiry } from "./inquiry.ts";
import { readItem } from "./single-item.ts";

/** A filter stands in the address, which has an end. */
const itemsInOneQuery = 20;

export async function readKeys(
  config: AcumaticaConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const wanted = keyFilter(keys);
  const { source } = config;
  const found =
    source.kind === "inquiry"
      ? await fromInquiry(source, config, context, keys)
      : (await Promise.all(keys.map((key) => readItem(key, config, context)))).flat();
  return found.filter(wanted);
}

async function fromInquiry(
  source: Inquiry,
  config: AcumaticaConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const items = [...new Set(keys.map(({ item }) => item))];
  const parts = await Promise.all(
    batches(items, itemsInOneQuery).map(async (batch) => {
      const filter = batch.map((item) => `${source.item} eq ${literal(item)}`).join(" or ");
      const levels: ReportedLevel[] = [];
      for await (const page of readInquiry(source, config, context, { filter }))
        levels.push(...allOrNothing(page, new URL(config.address).host).levels);
      return levels;
    }),
  );
  return parts.flat();
}
