import type { Side } from "../comparison/contract.ts";
import type { ComparedPool } from "../comparison/offered.ts";
import { differs } from "../comparison/verdict.ts";
import type { Instant, Pool, System } from "../inventory/index.ts";
import type { Flow } from "./cause.ts";
import type { Arrival, Inquiry, LocationFacts, Mismatch, Sibling } from "./inquiry.ts";
import { placeKey } from "./inquiry.ts";
import { EventIndex } from "./events.ts";
import { countsOrders, haveGoneUp, ordersGap } from "./orders.ts";
import { brokenPairs, type Pair } from "./pair.ts";
import { heldBy, tellStory, type Move, type Story } from "./story.ts";

/** One mismatch at one broken handoff, with what its past says. Numbers in millionths; null where unknown. */
export interface Case {
  readonly mismatch: Mismatch;
  readonly pair: Pair;
  readonly pool: Pool;
  readonly upSide: Side;
  readonly downSide: Side;
  readonly up: number | null;
  readonly down: number | null;
  readonly story: Story;
  /** `orders`: the difference is what was sold downstream and has not travelled up. */
  readonly flow: Flow;
  /** The system that the stuck message would be written into. */
  readonly receiver: System;
  /** Usual window of this flow of this handoff, in milliseconds. */
  readonly window: number;
  /** Usual windows of both flows. */
  readonly windows: Readonly<Record<Flow, number>>;
  readonly differ: (a: number, b: number) => boolean;
}

/** The cases of one pool at one handoff and location, with the keys beside them that agree. */
export interface Cohort {
  readonly pair: Pair;
  readonly pool: ComparedPool & { readonly channel: string | null };
  readonly location: LocationFacts;
  readonly cases: readonly Case[];
  readonly siblings: readonly Sibling[];
  readonly agreeing: number;
  readonly scene: Scene;
}

/** All cases of a scan. */
export interface Scene {
  readonly inquiry: Inquiry;
  readonly events: EventIndex;
  readonly cases: readonly Case[];
  readonly cohorts: readonly Cohort[];
  /** By `laneKey`, in the order in which they were seen. */
  readonly arrivals: ReadonlyMap<string, readonly Arrival[]>;
}

/** One flow of one pool between two systems at one location. */
export function laneKey({
  pool,
  locationId,
  from,
  into,
}: Pick<Arrival, "pool" | "locationId" | "from" | "into">): string {
  return `${from} ${into} ${placeKey(pool, locationId)}`;
}

export function setScene(inquiry: Inquiry): Scene {
  const pools = new Map(inquiry.pools.map((pool) => [pool.name, pool]));
  const locations = new Map(inquiry.locations.map((location) => [location.id, location]));
  const events = new EventIndex(inquiry.events);
  const cases: Case[] = [];
  const { open, windows, declared } = inquiry;
  const known = { open, windows, declared, pools: inquiry.pools, events };
  for (const mismatch of inquiry.mismatches) for (const each of casesOf(mismatch, known)) cases.push(each);
  const siblings = Map.groupBy(inquiry.siblings, ({ pool, locationId }) => placeKey(pool, locationId));
  const cohorts: Cohort[] = [];
  const scene: Scene = {
    inquiry,
    events,
    cases,
    cohorts,
    arrivals: Map.groupBy(inquiry.arrivals, laneKey),
  };
  for (const group of Map.groupBy(cases, cohortKey).values()) {
    const [first] = group;
    const pool = first && pools.get(first.mismatch.pool);
    const location = first && locations.get(first.mismatch.locationId);
    if (!pool || !location) continue;
    const place = placeKey(pool.name, location.id);
    cohorts.push({
      pair: first.pair,
      pool,
      location,
      cases: group,
      siblings: siblings.get(place) ?? [],
      agreeing: inquiry.counts.get(place)?.agreeing ?? siblings.get(place)?.length ?? 0,
      scene,
    });
  }
  return scene;
}

const DEFAULT_WINDOW = 15 * 60_000;

function cohortKey({ pair, mismatch }: Case): string {
  return `${pair.handoff} ${placeKey(mismatch.pool, mismatch.locationId)}`;
}

/** What a case is made from, beside the mismatch. */
export interface Known extends Pick<Inquiry, "open" | "windows" | "pools"> {
  /** Left out: nobody declared a buffer. */
  readonly declared?: Inquiry["declared"];
  readonly events: EventIndex;
}

/** Units that the storefront is meant to keep back here, in millionths. */
export function bufferOf({ pool, locationId, sku }: Mismatch, { declared }: Pick<Known, "declared">): number {
  let sum = 0;
  for (const buffer of declared ?? [])
    if (
      buffer.pool === pool &&
      (buffer.locationId === null || buffer.locationId === locationId) &&
      (buffer.sku === null || buffer.sku === sku)
    )
      sum += buffer.units;
  return sum;
}

/** What is meant to be kept back is no difference; nor is it one where it is not. */
function beyond(buffer: number, plain: Case["differ"]): Case["differ"] {
  return (up, down) => plain(up, down) && plain(Math.max(Math.min(up, 0), up - buffer), down);
}

function isParted(up: Side | undefined, down: Side | undefined, differ: Case["differ"]): boolean {
  return !up || !down || up.missing || down.missing || differ(up.value ?? 0, down.value ?? 0);
}

/** A case for every handoff at which the mismatch parts. */
export function casesOf(mismatch: Mismatch, known: Known): readonly Case[] {
  const pool = known.pools.find(({ name }) => name === mismatch.pool);
  if (!pool) return [];
  const plain = (a: number, b: number): boolean =>
    differs(a as Parameters<typeof differs>[0], b as Parameters<typeof differs>[1], pool.tolerance);
  const buffer = bufferOf(mismatch, known);
  const cases: Case[] = [];
  const events = known.events.ofKey(mismatch);
  for (const pair of brokenPairs(mismatch, plain)) {
    const differ = buffer === 0 || pair.into !== "storefront" ? plain : beyond(buffer, plain);
    if (!isParted(mismatch.sides[pair.from], mismatch.sides[pair.into], differ)) continue;
    const upSide = mismatch.sides[pair.from];
    const downSide = mismatch.sides[pair.into];
    if (!upSide || !downSide) continue;
    const story = tellStory(mismatch, pair, differ, events);
    const up = heldBy(upSide);
    const down = heldBy(downSide);
    const parting = { mismatch, pair, upSide, downSide, up, down, story };
    const open = countsOrders(pool, pair.into) ? known.open : [];
    const flow: Flow =
      ordersGap(parting, { open }) && !haveGoneUp(parting, known.events.orders(mismatch, pair.from))
        ? "orders"
        : "stock";
    const receiver = flow === "stock" ? pair.into : pair.from;
    const windows = {
      stock: known.windows.stock[pair.into] ?? DEFAULT_WINDOW,
      orders: known.windows.orders[pair.into] ?? DEFAULT_WINDOW,
    };
    const window = windows[flow];
    cases.push({
      mismatch,
      pair,
      pool,
      upSide,
      downSide,
      up,
      down,
      story,
      flow,
      receiver,
      window,
      windows,
      differ,
    });
  }
  return cases;
}

/** Downstream has not been written since the two agreed, or shows what upstream showed before: the number is late. */
export function isLate({ story, flow }: Case): boolean {
  return flow === "orders" || story.unmoved || story.shownUpstreamAt !== null;
}

/** When the number that is still missing downstream (or the oldest order that is missing upstream) came to be. */
export function dueSince(each: Case): Instant {
  const { story } = each;
  const since = story.agreedAt ?? Number.NEGATIVE_INFINITY;
  const first = each.flow === "orders" ? oldestPending(each) : story.upMoves.find((move) => move.at > since);
  return first ? (first.stamped ?? first.at) : story.partedAt;
}

/** Of the newest orders those that make up the difference: the ones before them have gone up. */
function oldestPending({ story, up, down }: Case): Move | undefined {
  const own = story.downMoves.filter((move) => move.ownOrder);
  let left = (down ?? 0) - (up ?? 0);
  for (const move of own.toReversed()) {
    left -= move.after - move.before;
    if (left === 0) return move;
  }
  return own.find((move) => move.at > (story.agreedAt ?? Number.NEGATIVE_INFINITY));
}
