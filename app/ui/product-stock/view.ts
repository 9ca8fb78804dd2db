// What the blocks on Shopify's product and variant pages are answered, already worded for their reader. Extensions that are
// installed read older and newer answers, so fields are only ever added.

/** /api/extension/product-stock */
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

/** A line of /api/extension/check: a system has answered, or all have. */
export type BlockCheckLine =
  | { readonly kind: "answer"; readonly answer: BlockAnswerView }
  | { readonly kind: "done"; readonly checked: BlockCheckedView }
  | { readonly kind: "problem"; readonly problem: string };

export interface BlockAnswerView {
  readonly id: string;
  readonly name: string;
  /** Why it could not be read, or nothing. */
  readonly problem: string | null;
  readonly at: string;
}

export interface BlockBadgeView {
  readonly label: string;
  readonly tone: "plain" | "info" | "success" | "attention" | "warning" | "critical";
}

export interface BlockCheckedView {
  readonly columns: readonly string[];
  /** What does not agree comes first; a screenful at most. */
  readonly rows: readonly BlockCheckedRowView[];
  readonly more: string | null;
  /** How far apart the answers were, and what else is to be known. */
  readonly notes: readonly string[];
}

export interface BlockCheckedRowView {
  readonly id: string;
  readonly location: string;
  readonly pool: string;
  /** One per column. */
  readonly cells: readonly { readonly text: string; readonly time: string | null }[];
  readonly verdict: BlockBadgeView;
}

/** GET /api/extension/resync: what a request would do. */
export interface BlockPreviewView {
  readonly requestId: string;
  readonly rows: readonly BlockPreviewRowView[];
  /** The words on the button; null where it cannot be asked for from here. */
  readonly confirm: string | null;
  /** Why not, or nothing. */
  readonly note: string | null;
  /** The same in the app, with all that can be chosen there. */
  readonly link: AppLink;
}

export interface BlockPreviewRowView {
  readonly id: string;
  readonly place: string;
  readonly count: string;
  readonly change: string;
  readonly readAt: string | null;
  readonly how: string;
  readonly approval: string | null;
  readonly lasting: BlockBadgeView & { readonly sentence: string };
  readonly refusal: { readonly sentence: string; readonly wayOn: string } | null;
}

/** POST /api/extension/resync */
export interface BlockRequestedView {
  readonly requested: string;
  readonly link: AppLink;
}
