import { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { uniqueCodes } from "../shared/unique-codes.ts";
import { allOrNothing, readRows } from "../shared/vendor-rows.ts";
import type { TrytonConfig } from "./config.ts";
import { search } from "./search.ts";
import { id, text } from "./values.ts";

export interface Warehouse {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly storage: string;
}

const row = z.object({ id, code: text, name: text, storage_location: id });

export async function readWarehouses(
  config: TrytonConfig,
  context: ConnectorContext,
): Promise<readonly Warehouse[]> {
  const query = { domain: [["type", "=", "warehouse"]], fields: Object.keys(row.shape), limit: null };
  const found = await search("stock.location", query, config, context);
  const { rows } = allOrNothing(
    readRows(found, row, (index) => `warehouse ${index + 1}`),
    new URL(config.address).host,
  );
  const codes = uniqueCodes(rows);
  return rows.map((one) => ({
    id: one.id,
    code: codes.get(one.id) ?? one.id,
    name: one.name,
    storage: one.storage_location,
  }));
}
