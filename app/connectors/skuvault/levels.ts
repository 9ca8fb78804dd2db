import type { Instant } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { watchLength } from "../shared/paging/page-length.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { readPage, told } from "../shared/vendor-rows.ts";
import { callSkuvault } from "./client.ts";
import type { SkuvaultConfig } from "./config.ts";
import {
  companyRow,
  itemQuantitiesAnswer,
  toCompanyLevel,
  warehouseQuantitiesAnswer,
  warehouseRow,
} from "./schema.ts";
import { readWarehouses } from "./warehouses.ts";

/** The most, since calls are what is scarce. */
const pageSize = 10_000;

/** All stock, or what was modified since. */
export function levelPages(
  config: SkuvaultConfig,
  context: ConnectorContext,
  { since, from }: { readonly since?: Instant; readonly from?: string | undefined } = {},
): AsyncGenerator<LevelPage> {
  const changed = since === undefined ? {} : { ModifiedAfterDateTimeUtc: new Date(since).toISOString() };
  return config.scope === "company"
    ? companyPages(config, context, changed, from)
    : warehousePages(config, context, changed, from);
}

type Parameters = Readonly<Record<string, unknown>>;

async function* companyPages(
  config: SkuvaultConfig,
  context: ConnectorContext,
  changed: Parameters,
  from: string | undefined,
): AsyncGenerator<LevelPage> {
  const mayFollow = watchLength(pageSize, 50);
  const read = async (index: number) => {
    const parameters = { ...changed, PageNumber: index, PageSize: pageSize };
    const call = "/inventory/getItemQuantities";
    const { Items } = await callSkuvault(config, context, call, parameters, itemQuantitiesAnswer);
    return { rows: Items, more: mayFollow({ length: Items.length, index }) };
  };
  const place = `The stock of ${new URL(config.address).host}`;
  for await (const page of numberedPages({ context, place, size: pageSize, keyOf, read, from })) {
    const at = { number: page.number, observedAt: context.now() };
    yield { ...readPage(page.rows, companyRow, toCompanyLevel, at), total: null, position: page.position };
  }
}

/** The warehouses one after the other; a position is the number of the page in its warehouse, "12/3". */
async function* warehousePages(
  config: SkuvaultConfig,
  context: ConnectorContext,
  changed: Parameters,
  from: string | undefined,
): AsyncGenerator<LevelPage> {
  const warehouses = await readWarehouses(config, context);
  const [, lastId, lastPage] = /^(.*)\/(\d+)$/.exec(from ?? "") ?? [];
  const start = Math.max(
    0,
    warehouses.findIndex(({ Id }) => Id === lastId),
  );
  for (const { Id, Code } of warehouses.slice(start)) {
    const mayFollow = watchLength(pageSize, 50);
    const read = async (index: number) => {
      const parameters = { ...changed, WarehouseId: idOf(Id), PageNumber: index, PageSize: pageSize };
      const call = "/inventory/getWarehouseItemQuantities";
      const { ItemQuantities: rows } = await callSkuvault(
        config,
        context,
        call,
        parameters,
        warehouseQuantitiesAnswer,
      );
      return { rows, more: mayFollow({ length: rows.length, index }) };
    };
    const place = `The stock of warehouse ${Code}`;
    const resumed = Id === lastId ? lastPage : undefined;
    for await (const page of numberedPages({ context, place, size: pageSize, keyOf, read, from: resumed })) {
      const at = { number: page.number, observedAt: context.now() };
      const levels = readPage(
        page.rows,
        warehouseRow,
        ({ Sku, Quantity }) => ({
          item: Sku,
          code: Id,
          states: told({ on_hand: Quantity }),
          updatedAt: null,
        }),
        at,
      );
      yield { ...levels, total: null, position: `${Id}/${page.position}` };
    }
  }
}

/** Ids are numbers on the wire, and were text on their way in. */
export function idOf(id: string): number | string {
  return /^\d{1,15}$/.test(id) ? Number(id) : id;
}

function keyOf(row: unknown): string | null {
  const sku = typeof row === "object" && row !== null && "Sku" in row ? row.Sku : null;
  return typeof sku === "string" ? sku : null;
}
