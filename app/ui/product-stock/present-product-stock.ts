import { systems } from "../../inventory/index.ts";
import type { ProductStockData } from "../../use-cases/contract.ts";
import { formatFor, type Format } from "../format.ts";
import { productStockTexts as texts } from "../texts/product-stock.ts";
import { systemNames } from "../texts/systems.ts";
import { presentStockRow } from "./present-stock-row.ts";
import { variantNames } from "./variant-names.ts";
import type { AppLink, ProductStockView } from "./view.ts";

export function presentProductStock(data: ProductStockData, locale: string): ProductStockView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  return { ...empty, ...statusOf(data, format), link: linkOf(data) };
}

const empty = { detail: null, age: null, columns: [], rows: [], more: null } as const;

type Status = Pick<ProductStockView, "status" | "headline"> &
  Partial<Pick<ProductStockView, "detail" | "age" | "columns" | "rows" | "more">>;

function statusOf(data: ProductStockData, format: Format): Status {
  if (data.setup.connections === 0)
    return { status: "not_connected", headline: texts.notConnected, detail: texts.notConnectedBody };
  if (!data.setup.scannedOnce)
    return { status: "not_scanned", headline: texts.notScanned, detail: texts.notScannedBody };
  if (data.variants.length === 0)
    return { status: "unknown_product", headline: texts.unknownProduct, detail: texts.unknownProductBody };
  if (data.differing > 0) return differing(data, format);
  if (data.readSince === null)
    return { status: "not_read", headline: texts.notRead, detail: texts.notReadBody };
  return {
    status: "agrees",
    headline: texts.agrees,
    detail: texts.agreesBody(format.count(data.comparedLocations), data.comparedLocations === 1),
    age: texts.readSince(format.ago(data.readSince)),
  };
}

function differing(data: ProductStockData, format: Format): Status {
  const columns = systems.filter(
    (system) =>
      data.systems.includes(system) || data.discrepancies.some((row) => row.discrepancy.sides[system]),
  );
  const names = variantNames(data.variants);
  const shown = new Set(
    data.discrepancies.map(({ discrepancy: { sku, locationId } }) => JSON.stringify([sku, locationId])),
  );
  const hidden = data.differing - shown.size;
  return {
    status: "differs",
    headline: texts.differs(format.count(data.differing), data.differing === 1),
    age: data.readSince === null ? null : texts.readSince(format.ago(data.readSince)),
    columns: columns.map((system) => systemNames[system]),
    rows: data.discrepancies.map((row) =>
      presentStockRow(row, names.get(row.discrepancy.sku), columns, format),
    ),
    more: hidden > 0 ? texts.more(format.count(hidden), hidden === 1) : null,
  };
}

function linkOf({ setup, variants, differing }: ProductStockData): AppLink {
  if (setup.connections === 0) return { label: texts.connect, url: "app" };
  const [only] = variants;
  const search = variants.length === 1 && only ? only.sku : only?.productTitle;
  if (differing === 0 || !search) return { label: texts.open, url: "app" };
  return { label: texts.openAll, url: `app?search=${encodeURIComponent(search)}` };
}
