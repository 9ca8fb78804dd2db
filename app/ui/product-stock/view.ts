/**
 * What a block on a product or variant page shows, already worded for its reader. It is the answer of
 * /api/extension/product-stock; extensions that are installed read older and newer ones, so fields are only ever added.
 */
export interface ProductStockView {
  readonly status: "not_connected" | "not_scanned" | "unknown_product" | "agrees" | "not_read" | "differs";
  readonly headline: string;
  /** A sentence, or nothing where the rows say it. */
  readonly detail: string | null;
  /** How old the oldest reading behind this is. */
  readonly age: string | null;
  /** The columns of numbers, from upstream to downstream. */
  readonly columns: readonly string[];
  readonly rows: readonly StockRowView[];
  /** "and 3 more places" */
  readonly more: string | null;
  readonly link: AppLink;
}

export interface StockRowView {
  readonly id: string;
  /** "Brooklyn", or "Brooklyn · Large" where the product has several variants. */
  readonly place: string;
  /** "Available" */
  readonly count: string;
  /** One per column. */
  readonly cells: readonly StockCellView[];
  readonly sentence: string;
  /** "first seen 2 hours ago · last agreed 10:15 EST" */
  readonly since: string;
  readonly direction: string;
  readonly critical: boolean;
  readonly link: AppLink;
}

export interface StockCellView {
  readonly text: string;
  /** Why it stands out, as a word: colour alone tells nobody. */
  readonly odd: string | null;
}

/** `url` is a path of the app with its query, without the first slash, as Shopify's `app:` links want it. */
export interface AppLink {
  readonly label: string;
  readonly url: string;
}
