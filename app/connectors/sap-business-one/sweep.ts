import type { ConnectorContext, LevelPage } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { getList, literal } from "./client.ts";
import type { SapBusinessOneConfig } from "./config.ts";
import { itemColumns, levelsOf } from "./schema.ts";

interface Sweep {
  readonly from?: string | undefined;
  readonly size?: number;
  /** Which items; all that are kept in stock where nothing is said. */
  readonly among?: string;
}

const stocked = "InventoryItem eq 'tYES'";

/** Items in the order of their codes, each with all of its warehouses. A position is the last item's code. */
export async function* sweep(
  config: SapBusinessOneConfig,
  context: ConnectorContext,
  { from, size = config.pageSize, among = stocked }: Sweep = {},
): AsyncGenerator<LevelPage> {
  const pages = linkedPages<Json>({
    context,
    place: `The items of ${new URL(config.address).host}`,
    keyOf: codeOf,
    from,
    async read(position) {
      const behind = position === null ? "" : ` and ItemCode gt ${literal(position)}`;
      const query = {
        $select: itemColumns,
        $filter: `${among}${behind}`,
        $orderby: "ItemCode",
      };
      const { rows, more } = await getList("Items", query, config, context, size);
      const last = codeOf(rows.at(-1) ?? null);
      if (more && last === null)
        throw new ConnectorError(
          "unreadable",
          `${new URL(config.address).host} ends a page with an item without a code.`,
        );
      return { rows, next: more ? last : null };
    },
  });
  for await (const { rows, number, position } of pages)
    yield { ...levelsOf(rows, number, context.now()), total: null, position };
}

export function codeOf(record: Json): string | null {
  const code = jsonAt(record, "ItemCode");
  return typeof code === "string" && code !== "" ? code : null;
}
