import { z } from "zod";
import type { Instant } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { batches } from "../shared/batches.ts";
import { readRows } from "../shared/vendor-rows.ts";
import type { OdooConfig } from "./config.ts";
import { quant } from "./schema.ts";
import { searchAll, type Domain } from "./search.ts";
import { stored, sweep } from "./sweep.ts";

const touched = z.object({ product_id: quant.shape.product_id });

/** The whole level of every product that a quant or a movement names: a quant that ran empty may be gone, its movement is not. */
export async function* readChanges(
  config: OdooConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<LevelPage> {
  const [written, moved] = await Promise.all([
    productsIn("stock.quant", [...stored, ["write_date", ">=", utc(since)]], config, context),
    productsIn(
      "stock.move.line",
      [
        ["state", "=", "done"],
        ["date", ">=", utc(since)],
      ],
      config,
      context,
    ).catch(noRight),
  ]);
  for (const batch of batches([...new Set([...written, ...moved])], 500))
    for await (const page of sweep(config, context, { among: [["id", "in", batch]] })) {
      const { levels, rejected, total } = page;
      yield { levels, rejected, total };
    }
}

async function productsIn(
  model: string,
  domain: Domain,
  config: OdooConfig,
  context: ConnectorContext,
): Promise<readonly number[]> {
  const records = await searchAll(model, { domain, fields: ["product_id"] }, config, context);
  return readRows(records, touched, String).rows.map(({ product_id }) => Number(product_id));
}

/** Reading quantities does not include reading movements; what that misses comes with the next sweep. */
function noRight(error: unknown): readonly number[] {
  if (error instanceof ConnectorError && error.fault === "rights") return [];
  throw error;
}

/** As Odoo writes and compares times. */
export function utc(at: Instant): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}
