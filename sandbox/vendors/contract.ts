/**
 * What every simulated vendor offers, whatever its API looks like. One folder per vendor, named as the connector's id; its index.ts
 * exports `simulator`. A simulator is written from the vendor's documentation: it knows nothing of the connector, except for the names
 * of the configuration's fields.
 */
export interface VendorSimulator {
  /** The connector's id, "shiphero". */
  readonly vendor: string;
  /** The states that the vendor reports when it knows everything of a row. */
  readonly states: readonly string[];
  readonly traits: VendorTraits;
  /**
   * The code of the vendor's nth location (from 1), as it stands on the vendor's stock rows and as a connector reports it: "1", a GUID,
   * base64, a name. Seeds use these codes and no others, since a vendor with numbers cannot hold "WH-BK".
   */
  readonly locationCode: (number: number) => string;
  /**
   * What the vendor says of a row that it holds, in the common vocabulary: decimal text by state, and its own last-changed time
   * (RFC 3339 in UTC) or null. Null where the vendor leaves such a row out of its lists (zero rows, kits).
   */
  tells(row: SeedRow): Told | null;
  /** Starts serving on a free port of 127.0.0.1. */
  start(options: SimulatorOptions): Promise<RunningVendor>;
}

export interface VendorTraits {
  /** A list takes several requests when there are more rows than one page holds. */
  readonly paged: boolean;
  /**
   * Who says how many rows a page has: a vendor that gives as many as it is asked for ("client") takes no notice of `pageSize` below,
   * since a page shorter than asked for is how its lists end; more rows than the client asks for at once make several pages there.
   */
  readonly pagesBy: "vendor" | "client";
  /** Signs in for tokens or sessions that end. */
  readonly tokens: boolean;
  /** Quantities may have decimals. */
  readonly decimals: boolean;
  /** The kinds of account that `config` can make, beyond "good", "wrong_credentials" and "missing_rights". */
  readonly accounts: readonly AccountKind[];
  /** Answers what changed since a time. */
  readonly changedSince: boolean;
  /** Says 0 of every item at every location, stocked there or not. */
  readonly saysZeroOfAll?: boolean;
  /** Characters that an item number cannot have there, as a vendor forbids them: "/" and the like. Usually none. */
  readonly forbiddenInItems: string;
}

export interface Told {
  readonly states: Readonly<Record<string, string>>;
  readonly updatedAt: string | null;
}

/**
 * What stands on a shelf. Decimal text. Where nothing is said a quantity is "0". From these the vendor makes its own numbers by its own
 * rules (`tells` says which): available, for one, is computed and never seeded.
 */
export interface SeedRow {
  readonly item: string;
  readonly code: string;
  readonly onHand: string;
  readonly committed?: string;
  readonly incoming?: string;
  readonly safetyStock?: string;
  /** Damaged, on hold or in quarantine: part of onHand where the vendor counts it there. */
  readonly unavailable?: string;
  /** RFC 3339 in UTC. */
  readonly updatedAt: string;
}

export interface SeedLocation {
  readonly code: string;
  readonly name: string;
  /** Default true. */
  readonly active?: boolean;
}

export interface SimulatorOptions {
  readonly rows: Iterable<SeedRow>;
  readonly locations: readonly SeedLocation[];
  /** Rows (or items, where the vendor pages by items) in a page; default and most: the vendor's own. */
  readonly pageSize?: number;
  /**
   * The vendor's documented limits, `scale` times as generous, and by a minute that passes `pace` times as fast (default 1), so that
   * many of them can be waited out; null: none are enforced.
   */
  readonly limits: { readonly scale: number; readonly pace?: number } | null;
  /** What the vendor needs for an answer, in milliseconds; default 1. */
  readonly work?: number;
  /** The vendor's own clock in milliseconds; default Date.now. */
  readonly now?: () => number;
  /** Asked before every request: what changed outside of the vendor's service since it was last asked. Default: nothing. */
  readonly news?: () => StockNews;
  /** Default: any that is free. */
  readonly port?: number;
}

/** Changes of what a vendor holds, each row with its own time. */
export interface StockNews {
  readonly rows: readonly SeedRow[];
  readonly gone: readonly Pick<SeedRow, "item" | "code">[];
  /** All of them; the same list as before while none came or went. */
  readonly locations: readonly SeedLocation[];
}

export const accountKinds = [
  /** May read all that the connector needs, and no more. */
  "good",
  "wrong_credentials",
  /** Signs in, but may not read stock. */
  "missing_rights",
  /** Another company, tenant, client or account id, which these credentials do not open. */
  "wrong_account",
  /** A key or certificate that ended. */
  "expired",
  /** May write as well, where the vendor lets a client see that. */
  "wide_rights",
] as const;
export type AccountKind = (typeof accountKinds)[number];

export interface RunningVendor {
  /** `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** The connector's configuration, as a person would have typed it, for such an account at this address. */
  config(account?: AccountKind): unknown;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly SeenRequest[];
  /** The most requests that were being answered at one time. */
  readonly mostAtOnce: number;
  /** Writes or replaces rows by (item, code), as of now. */
  put(rows: Iterable<SeedRow>): void;
  remove(item: string, code: string): void;
  setLocations(locations: readonly SeedLocation[]): void;
  /** Calls `act` once after the nth page of stock (from 1) was answered and before any other: rows may change in it. */
  afterPage(page: number, act: () => void): void;
  /** Every token or session given so far ends now. */
  expireTokens(): void;
  /** Requests for stock, counted from now: the first `after` are answered honestly, the next `times` get the fault. Null ends it. */
  misbehave(fault: VendorFault | null, options?: { readonly after?: number; readonly times?: number }): void;
  /** What the vendor offers beyond stock, where it does; see the vendor's own folder for what these return. */
  readonly extras?: Readonly<Record<string, (...parameters: never[]) => unknown>>;
  /** The least milliseconds in which a client without fault reads `rows` rows while the limits are on; null without limits. */
  leastMilliseconds(rows: number): number | null;
  close(): Promise<void>;
}

export interface SeenRequest {
  readonly at: number;
  /** Milliseconds until there was an answer. */
  readonly took: number;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** `stock`: a page of the sweep or a read of keys. */
  readonly kind: "sign_in" | "stock" | "other";
  readonly status: number;
  /** The vendor's limit refused it. */
  readonly throttled: boolean;
}

export type VendorFault =
  /** The vendor's own "slow down", in its own shape, asking for `seconds` where it has a way of saying so. */
  | { readonly kind: "throttle"; readonly seconds: number }
  /** The vendor's own way of failing on its side: a 5xx, or 200 with an error in it. */
  | { readonly kind: "server_error" }
  /** The socket dies in the middle of the body. */
  | { readonly kind: "cut" }
  /** Half of the body, cleanly ended. */
  | { readonly kind: "half" }
  /** Nothing ever comes. */
  | { readonly kind: "silent" }
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** A sign-in or maintenance page with status 200. */
  | { readonly kind: "html" }
  /** A body without end that begins as the honest one does. */
  | { readonly kind: "endless" }
  /** JSON of quite another shape. */
  | { readonly kind: "other_json" }
  /** Every tenth row (the first included) has a quantity that is no number. */
  | { readonly kind: "wrong_types" }
  /** The same page again and again, as a broken cursor gives it. */
  | { readonly kind: "repeat_page" };
