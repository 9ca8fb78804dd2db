import type { ConnectorContext, LevelPage } from "../contract.ts";
import type { Json } from "../shared/json.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { readPage } from "../shared/vendor-rows.ts";
import { list, nameOf, pageSize, type Filter } from "./client.ts";
import type { ErpnextConfig } from "./config.ts";
import { bin, binFields, levelOf } from "./schema.ts";
import { codesOfCompany } from "./warehouses.ts";

interface Sweep {
  readonly from?: string | undefined;
  readonly filters?: readonly Filter[];
  readonly limit?: number;
}

/** Bins in the order of their names, which never change. A position is the last one's. */
export async function* sweep(
  config: ErpnextConfig,
  context: ConnectorContext,
  { from, filters = [], limit = pageSize }: Sweep = {},
): AsyncGenerator<LevelPage> {
  const codes = await codesOfCompany(config, context);
  const schema = bin(config);
  const pages = linkedPages<Json>({
    context,
    place: `The stock of ${new URL(config.address).host}`,
    keyOf: nameOf,
    from,
    async read(position) {
      const behind: readonly Filter[] = position === null ? [] : [["name", ">", position]];
      const query = { fields: binFields, filters: [...filters, ...behind], limit };
      const rows = await list("Bin", query, config, context);
      return { rows, next: rows.length < limit ? null : nameOf(rows.at(-1)) };
    },
  });
  for await (const { rows, number, position } of pages) {
    const page = readPage(rows, schema, levelOf, { number, observedAt: context.now() });
    const levels = codes === null ? page.levels : page.levels.filter(({ code }) => codes.has(code));
    yield { levels, rejected: page.rejected, total: null, position };
  }
}
