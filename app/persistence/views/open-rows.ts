import type { DiscrepancyState } from "../../discrepancies/discrepancy.ts";
import type { DiscrepancyRow, ProductFacts } from "../../use-cases/contract.ts";
import {
  Prisma,
  type Discrepancy as DiscrepancyTable,
  type PrismaClient,
  type Product,
} from "../generated/client.ts";
import { discrepancyOf } from "../stores/discrepancies.ts";

/** What a person still has to see. */
export const openState = Prisma.sql`state in ('open', 'acknowledged', 'resyncing')`;

export const openStates = [
  "open",
  "acknowledged",
  "resyncing",
] as const satisfies readonly DiscrepancyState[];

/** The discrepancies of these keys in these states, in the order of the keys. */
export async function rowsOf(
  prisma: PrismaClient,
  shop: string,
  keys: readonly { readonly sku: string; readonly location_id: string }[],
  states: readonly DiscrepancyState[] = openStates,
): Promise<readonly DiscrepancyRow[]> {
  if (keys.length === 0) return [];
  const ids = await prisma.$queryRaw<{ id: string }[]>`
    select id from discrepancies
    join unnest(${keys.map(({ sku }) => sku)}::text[], ${keys.map(({ location_id }) => location_id)}::text[])
      as wanted (wanted_sku, wanted_location) on sku = wanted_sku and location_id = wanted_location
    where shop = ${shop} and ${Prisma.raw(`state in (${states.map((state) => `'${state}'`).join(", ")})`)}
      and state <> 'resolved'`;
  const found = await prisma.discrepancy.findMany({
    where: { shop, id: { in: ids.map(({ id }) => id) } },
    omit: { opinion: true },
    orderBy: { pool: "asc" },
  });
  const rows = await withFacts(
    prisma,
    shop,
    found.map((row) => ({ ...row, opinion: null })),
  );
  const keyOf = (sku: string, locationId: string) => JSON.stringify([sku, locationId]);
  const byKey = Map.groupBy(rows, ({ discrepancy }) => keyOf(discrepancy.sku, discrepancy.locationId));
  const shown = new Set(keys.map(({ sku, location_id }) => keyOf(sku, location_id)));
  return [...shown].flatMap((key) => byKey.get(key) ?? []);
}

/** With what people call the product and the location. */
export async function withFacts(
  prisma: PrismaClient,
  shop: string,
  found: readonly DiscrepancyTable[],
): Promise<readonly DiscrepancyRow[]> {
  const skus = [...new Set(found.map(({ sku }) => sku))];
  const [products, names] = await Promise.all([
    prisma.product.findMany({ where: { shop, sku: { in: skus } }, orderBy: { inventoryItemId: "desc" } }),
    locationNames(prisma, shop),
  ]);
  const bySku = new Map(products.map((product) => [product.sku, product]));
  return found.map((row) => ({
    discrepancy: discrepancyOf(row),
    locationName: names.get(row.locationId) ?? row.locationId,
    product: productOf(bySku.get(row.sku)),
  }));
}

export async function locationNames(
  prisma: PrismaClient,
  shop: string,
): Promise<ReadonlyMap<string, string>> {
  const locations = await prisma.location.findMany({ where: { shop }, select: { id: true, name: true } });
  return new Map(locations.map((location) => [location.id, location.name]));
}

function productOf(product: Product | undefined): ProductFacts | null {
  if (!product || product.productTitle === null) return null;
  return { title: product.productTitle, variantTitle: product.variantTitle, imageUrl: product.imageUrl };
}
