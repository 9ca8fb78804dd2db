import type { Shop } from "../../shops/shop.ts";

/** Who asks. `shop` is the domain that Shopify vouched for; `person` the id in the session token. */
export interface Caller {
  readonly shop: string;
  readonly person: string;
}

export interface Refused {
  readonly ok: false;
  /** What is wrong as a whole; null where the fields say it. */
  readonly problem: string | null;
  /** A sentence per field, by the field's path, such as "auth.token". */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Done {
  readonly ok: true;
}

/** What every page needs to word times and money. */
export type ShopFacts = Pick<Shop, "domain" | "name" | "timezone" | "currency">;
