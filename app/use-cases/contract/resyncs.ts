import type { FreshKey } from "../../resync/fresh.ts";
import type { Plan } from "../../resync/plan.ts";
import type { AuditEntry } from "../../resync/audit.ts";
import type { ResyncRequest, RowCounts } from "../../resync/request.ts";
import type { Route, Row, RowTransition } from "../../resync/row.ts";
import type { ResyncSettings } from "../../resync/settings.ts";
import type { TreadmillLine } from "../../resync/treadmill.ts";
import type { Connection } from "../../shops/shop.ts";
import type { Person } from "../../shops/people.ts";
import type { Instant, Location } from "../../inventory/index.ts";
import type { FlowStepAnswer } from "./flow.ts";
import type { ProductStockQuery } from "./product-stock.ts";
import type { Caller, Done, Refused, ShopFacts } from "./shared.ts";

// Resync requests: /app/resyncs, /app/resyncs/new, /app/resyncs/$id

export interface ResyncUseCases {
  resyncs(caller: Caller): Promise<ResyncsData>;
  /** What a request would do, from a fresh look. Stores and sends nothing. */
  previewResync(caller: Caller, wish: ResyncWish): Promise<ResyncPreview>;
  /** Asks for it. The same id again answers with the request that exists. */
  requestResync(caller: Caller, ask: ResyncAskedFor): Promise<RequestStored | Refused>;
  resync(caller: Caller, id: string): Promise<ResyncData>;
  approveResync(caller: Caller, id: string, typed: string): Promise<Done | Refused>;
  /** What was not sent yet is not sent any more. */
  cancelResync(caller: Caller, id: string): Promise<void>;
  /** A new request that restores what stood before. */
  undoResync(caller: Caller, id: string, newId: string): Promise<RequestStored | Refused>;
}

export interface RequestStored {
  readonly ok: true;
  readonly requestId: string;
}

/** What a request is about. What is not this shop's or no longer lives is left out. */
export type ResyncSubject =
  | { readonly kind: "discrepancies"; readonly ids: readonly string[] }
  /** All that is open of it. */
  | { readonly kind: "incident"; readonly id: string }
  /** All that is open of its variants. `locations` null: everywhere. */
  | {
      readonly kind: "product";
      readonly product: ProductStockQuery;
      readonly locations: readonly string[] | null;
    };

export interface ResyncWish {
  readonly subject: ResyncSubject;
  /** What the merchant chose instead of the shop's policy. */
  readonly route: Route | null;
  /** Why it is worth doing against advice. */
  readonly insistence: string | null;
}

export interface ResyncAskedFor extends ResyncWish {
  readonly requestId: string;
  /** As typed; null where nothing was asked to be typed. */
  readonly typedKeys: string | null;
}

export interface ResyncPreview {
  readonly shop: ShopFacts;
  readonly now: Instant;
  /** For the form: clicked twice, it is still one request. */
  readonly requestId: string;
  readonly wish: ResyncWish;
  readonly plans: readonly PlannedKey[];
  /** Further keys of a large request, which are read when their turn comes. */
  readonly unread: number;
  /** Discrepancies that are gone or not this shop's. */
  readonly left: number;
  readonly needsTyping: boolean;
  readonly canAsk: boolean;
  readonly locations: readonly Pick<Location, "id" | "name">[];
}

export interface PlannedKey extends Plan {
  readonly fresh: FreshKey;
  readonly productTitle: string | null;
  /** Another request that holds this key. */
  readonly heldBy: string | null;
}

export interface ResyncsData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly requests: readonly {
    readonly request: ResyncRequest;
    readonly counts: RowCounts;
    readonly first: { readonly sku: string; readonly locationId: string } | null;
  }[];
  readonly people: readonly Person[];
  readonly locations: readonly Pick<Location, "id" | "name">[];
  readonly person: string;
}

export interface ResyncData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly request: ResyncRequest;
  readonly rows: readonly Row[];
  readonly transitions: ReadonlyMap<string, readonly RowTransition[]>;
  readonly audit: readonly AuditEntry[];
  readonly people: readonly Person[];
  readonly locations: readonly Pick<Location, "id" | "name">[];
  readonly approval: "none" | "mine_alone" | "may" | "must_be_another";
  readonly undoable: number;
}

// A step of a Flow: /flow/actions/request-resync

export interface FlowResyncUseCases {
  /** The shop is the one that Shopify signed for. The same run again is told what became of the first. */
  resyncFromFlow(shop: string, run: FlowRun): Promise<FlowStepAnswer>;
}

export interface FlowRun extends ResyncWish {
  /** Shopify's `action_run_id`. */
  readonly runId: string;
}

// What keeps coming back: /app/treadmill

export interface TreadmillUseCases {
  treadmill(caller: Caller): Promise<TreadmillData>;
}

export interface TreadmillData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly since: Instant;
  readonly lines: readonly TreadmillLine[];
  readonly minutesPerFix: number;
  readonly people: readonly Person[];
  readonly locations: readonly Pick<Location, "id" | "name">[];
}

// What the app wrote and asked: /app/audit and its CSV

export interface AuditUseCases {
  audit(caller: Caller, before: string | null): Promise<AuditData>;
  /** Lines of a CSV file, the heading first. */
  auditCsv(caller: Caller): AsyncIterable<string>;
}

export interface AuditData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly entries: readonly AuditEntry[];
  readonly next: string | null;
  readonly keepDays: number;
  readonly people: readonly Person[];
  readonly locations: readonly Pick<Location, "id" | "name">[];
}

// How resyncs are done here: /app/settings/resync

export interface ResyncSettingsUseCases {
  resyncSettings(caller: Caller): Promise<ResyncSettingsData>;
  saveResyncSettings(caller: Caller, settings: ResyncSettings): Promise<Done | Refused>;
  chooseMyLocations(caller: Caller, locations: readonly string[]): Promise<void>;
}

export interface ResyncSettingsData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly settings: ResyncSettings;
  readonly people: readonly Person[];
  readonly person: Person | null;
  readonly locations: readonly Pick<Location, "id" | "name">[];
  readonly connections: readonly Connection[];
}
