import { z } from "zod";
import type { Instant } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { name } from "../shared/fields.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { readPage } from "../shared/vendor-rows.ts";
import { askShiphero } from "./client.ts";
import type { ShipheroConfig } from "./config.ts";
import { levelsDocument } from "./documents.ts";
import { levelRow, levelsAnswer, toLevel } from "./schema.ts";

/** ShipHero's own advice: what is asked for is what is paid for, and no page holds more. */
const pageSize = 100;

export interface Range {
  /** Position of the last page that was read. */
  readonly from?: string | undefined;
  readonly since?: Instant;
  readonly first?: number;
}

/** Every page of stock, or of what changed since. */
export async function* levelPages(
  config: ShipheroConfig,
  context: ConnectorContext,
  { from, since, first = pageSize }: Range = {},
): AsyncGenerator<LevelPage> {
  const { host } = new URL(config.address);
  const read = async (after: string | null) => {
    const { levels } = await askShiphero(config, context, {
      document: levelsDocument,
      variables: {
        customer: config.customerAccountId,
        since: since === undefined ? undefined : new Date(since).toISOString(),
        first,
        after: after ?? undefined,
      },
      answer: levelsAnswer,
      cost: first + 1,
    });
    const { pageInfo, edges } = levels.data;
    return {
      rows: edges.map(({ node }) => node),
      next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? "") : null,
    };
  };
  for await (const page of linkedPages({ context, place: `The stock of ${host}`, keyOf, from, read })) {
    const { number, position } = page;
    const levels = readPage(page.rows, levelRow, toLevel, { number, observedAt: context.now() });
    yield { ...levels, total: null, position };
  }
}

const identity = z.object({ sku: name, warehouse_id: name, account_id: z.string().nullish() });

/** The same SKU may stand in one warehouse for several customers of a 3PL. */
function keyOf(row: unknown): string | null {
  const parsed = identity.safeParse(row);
  return parsed.success ? JSON.stringify(parsed.data) : null;
}
