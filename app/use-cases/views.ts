import type { Lag } from "../diagnosis/stack/index.ts";
import type { Actor, Step } from "../discrepancies/actions.ts";
import type { Discrepancy, Transition } from "../discrepancies/discrepancy.ts";
import type { Incident } from "../discrepancies/incidents.ts";
import type { Instant, Location, System } from "../inventory/index.ts";
import type {
  Choice,
  ChoiceKind,
  DayCounts,
  DiscrepancyRow,
  EarlierLife,
  HomeQuery,
  IncidentCounts,
  KnownVariant,
  OpenCounts,
  ProductStockQuery,
  SavedView,
  Trouble,
} from "./contract.ts";

/** What the pages read of discrepancies. "Open" is what a person still has to see: open, acknowledged and resyncing. */
export interface DiscrepancyViews {
  counts(shop: string): Promise<OpenCounts>;
  /** Every incident with an open discrepancy, worst first; what is not diagnosed yet, by location. */
  troubles(shop: string): Promise<readonly Trouble[]>;
  /** Locations with an open discrepancy, by name. */
  troubledLocations(shop: string): Promise<readonly Pick<Location, "id" | "name">[]>;
  /** By day, oldest first. */
  days(shop: string, since: Instant): Promise<readonly DayCounts[]>;
  /** Null when it is not this shop's. */
  one(shop: string, id: string): Promise<DiscrepancyRow | null>;
  transitions(shop: string, id: string): Promise<readonly Transition[]>;
  earlier(shop: string, of: Discrepancy): Promise<readonly EarlierLife[]>;
  incident(shop: string, id: string): Promise<Incident | null>;
  /** What still lives of it, worst first, at most so many; and how much that is in all. */
  members(
    shop: string,
    incidentId: string,
    limit: number,
  ): Promise<{
    readonly rows: readonly DiscrepancyRow[];
    readonly counts: IncidentCounts;
    readonly locations: readonly string[];
  }>;
  /** How many are open at the locations that this connection has codes for. */
  openAtConnection(shop: string, connectionId: string): Promise<number>;
}

/** The list of the home page. Pools of one SKU and location stand beside each other. */
export interface HomeList {
  page(
    shop: string,
    query: HomeQuery,
  ): Promise<{ readonly rows: readonly DiscrepancyRow[]; readonly nextCursor: string | null }>;
  /** Everything that the query means, page by page and flat, from its beginning. */
  all(shop: string, query: HomeQuery): AsyncIterable<readonly DiscrepancyRow[]>;
  /** SKUs at locations, over all pages. */
  count(shop: string, query: HomeQuery): Promise<number>;
  /** Ids of every pool in the rows that the query means, some at a time. */
  ids(shop: string, query: HomeQuery): AsyncIterable<readonly string[]>;
  some(shop: string, ids: readonly string[]): Promise<readonly DiscrepancyRow[]>;
}

/** Words that products can be found by. */
export interface ProductChoices {
  choices(shop: string, of: ChoiceKind, typed: string): Promise<readonly Choice[]>;
  titles(shop: string, productIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Steps of many discrepancies at once, each stored with its transition. */
export interface ManyMoves {
  /** How many moved: those that are in a state that the step may start from. */
  move(shop: string, ids: readonly string[], step: Step, actor: Actor): Promise<number>;
  /** Takes back what the actor did at that moment, where nothing happened since; and says how much stayed. */
  undo(shop: string, at: Instant, actor: Actor): Promise<{ readonly moved: number; readonly left: number }>;
}

export interface SavedViewStore {
  list(shop: string, person: string): Promise<readonly SavedView[]>;
  /** False where the person has one of this name. */
  add(shop: string, person: string, view: SavedView, at: Instant): Promise<boolean>;
  rename(shop: string, person: string, id: string, name: string): Promise<"done" | "taken" | "gone">;
  remove(shop: string, person: string, id: string): Promise<void>;
}

/** What the map of all handoffs reads besides what the last scan learned. */
export interface StackViews {
  /** How long numbers took since then, over all locations. */
  lags(shop: string, since: Instant): Promise<readonly Lag[]>;
  /** Which connections told of the queue in front of which system. */
  carriers(
    shop: string,
    since: Instant,
  ): Promise<readonly { readonly connectionId: string; readonly into: System }[]>;
}

/** What the pages of settings read. */
export interface SettingsViews {
  /** SKUs that have been read there, those that differ among them; at most so many. */
  sampleSkus(shop: string, locationId: string, limit: number): Promise<readonly string[]>;
  /** Every row of the shop, in batches, each with the table that it stands in; no secret among them. */
  everything(shop: string): AsyncIterable<readonly object[]>;
}

/** What the blocks in Shopify's own pages read. */
export interface ProductViews {
  /** The variants asked for, by title; of a SKU that stands on several of them, each. */
  variants(shop: string, query: ProductStockQuery): Promise<readonly KnownVariant[]>;
  /** Open ones of these SKUs, as `DiscrepancyViews.page` orders them. */
  openOf(shop: string, skus: readonly string[], most: number): Promise<OpenOfSkus>;
}

export interface OpenOfSkus {
  readonly rows: readonly DiscrepancyRow[];
  /** SKUs at a location that differ, whether or not they are among the rows. */
  readonly keys: number;
}
