import { setTimeout as sleepFor } from "node:timers/promises";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { askForStream, expectSuccess } from "../shared/answer.ts";
import { objectsBelow, UnexpectedJsonError } from "../shared/json-objects.ts";
import { parseExactJson } from "../shared/json.ts";
import { readPage } from "../shared/vendor-rows.ts";
import { askShiphero } from "./client.ts";
import type { ShipheroConfig } from "./config.ts";
import { generateSnapshotDocument, snapshotDocument } from "./documents.ts";
import { generatedAnswer, snapshotAnswer, snapshotProduct, snapshotRow, toSnapshotLevel } from "./schema.ts";
import { readWarehouses, type Warehouse } from "./warehouses.ts";

const productsInPage = 500;
/** The customer's account, then the SKU. */
const depthOfProduct = 2;
const firstLookMs = 250;
const longestLookMs = 15_000;
const patienceMs = 30 * 60_000;

/** A snapshot of each warehouse in turn; a sweep that was cut off goes on with the first warehouse that was not read to its end. */
export async function* snapshotPages(
  config: ShipheroConfig,
  context: ConnectorContext,
  from?: string,
): AsyncGenerator<LevelPage> {
  const warehouses = await readWarehouses(config, context);
  const done = warehouses.findIndex(({ id }) => id === from);
  for (const warehouse of warehouses.slice(done + 1)) {
    const url = await makeSnapshot(warehouse.id, config, context);
    const others = new Set(warehouses.filter((one) => one !== warehouse).flatMap(idsOf));
    // Only the last page of a file is a place to go on from.
    let held: LevelPage = { levels: [], rejected: [], total: null };
    for await (const page of pagesOfFile(url, { code: warehouse.id, others }, context)) {
      yield held;
      held = page;
    }
    yield { ...held, position: warehouse.id };
  }
}

async function makeSnapshot(
  warehouse: string,
  config: ShipheroConfig,
  context: ConnectorContext,
): Promise<URL> {
  const { generated } = await askShiphero(config, context, {
    document: generateSnapshotDocument,
    variables: {
      data: {
        warehouse_id: warehouse,
        ...(config.customerAccountId === undefined ? {} : { customer_account_id: config.customerAccountId }),
        new_format: true,
      },
    },
    answer: generatedAnswer,
    cost: 10,
  });
  const id = generated.snapshot.snapshot_id;
  const began = performance.now();
  for (
    let wait = firstLookMs;
    performance.now() - began < patienceMs;
    wait = Math.min(wait * 2, longestLookMs)
  ) {
    const { found } = await askShiphero(config, context, {
      document: snapshotDocument,
      variables: { id },
      answer: snapshotAnswer,
      cost: 1,
    });
    const { status, error, snapshot_url: address } = found.snapshot;
    if (address && URL.canParse(address)) return new URL(address);
    if (error || /error|fail|abort/i.test(status ?? "")) break;
    await sleepFor(wait, undefined, { signal: context.signal }).catch(() => context.signal.throwIfAborted());
  }
  throw new ConnectorError("unavailable", `ShipHero made no snapshot of the warehouse. ${adviceToPage}`, {
    field: "sweep",
  });
}

const adviceToPage = "If that lasts, choose to read all stock by pages.";

/** The file may lie with another host and carries its own permission in its address, so nothing of ours is sent with it. */
async function* pagesOfFile(url: URL, place: Place, context: ConnectorContext): AsyncGenerator<LevelPage> {
  const stream = await askForStream(context, { url: url.href, field: "address" });
  expectSuccess(stream, new URL(url.pathname, url.origin));
  let products: unknown[] = [];
  let number = 1;
  const toPage = (): LevelPage => {
    const records = products.flatMap((product) => rowsOf(product, place));
    const page = readPage(records, snapshotRow, toSnapshotLevel, {
      number: number++,
      observedAt: context.now(),
    });
    products = [];
    return { ...page, total: null };
  };
  try {
    for await (const { path, text } of objectsBelow(stream.body, "products", depthOfProduct)) {
      products.push({ sku: path.at(-1), ...(parseExactJson(text) as object) });
      if (products.length < productsInPage) continue;
      yield toPage();
      context.signal.throwIfAborted();
    }
  } catch (error) {
    if (!(error instanceof UnexpectedJsonError) && !(error instanceof SyntaxError)) throw error;
    throw new ConnectorError(
      "unreadable",
      `The snapshot of ${url.host} is not a list of products, or is cut off.`,
    );
  }
  if (products.length > 0) yield toPage();
}

interface Place {
  readonly code: string;
  /** Ids of the other warehouses: a file may have rows of them. */
  readonly others: ReadonlySet<string>;
}

/** A product without rows of this warehouse is not stocked there. One that is no product at all is left for its row to say so. */
function rowsOf(product: unknown, { code, others }: Place): readonly unknown[] {
  const parsed = snapshotProduct.safeParse(product);
  if (!parsed.success) return [product];
  const { sku, warehouse_products: rows } = parsed.data;
  return Object.entries(rows)
    .filter(([id]) => !others.has(id))
    .map(([, row]) => ({ ...row, sku, warehouse_id: code }));
}

/** Files name a warehouse by either of its ids. */
function idsOf({ id, legacy_id }: Warehouse): readonly string[] {
  return legacy_id ? [id, legacy_id] : [id];
}
