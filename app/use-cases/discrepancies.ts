import { evaluate, parseExpression } from "../comparison/expression.ts";
import { act } from "../discrepancies/actions.ts";
import type { Discrepancy } from "../discrepancies/discrepancy.ts";
import { systems, type Instant, type Pool, type Quantity, type System } from "../inventory/index.ts";
import { PublicError } from "../platform/errors.ts";
import { namesOf } from "../scan/diagnose.ts";
import { pastOf } from "../scan/diagnosis/past.ts";
import type { HistoryStore } from "../scan/history.ts";
import type { DiscrepancyStore, InsightStore } from "../scan/ports.ts";
import { usualPools } from "../scan/setup.ts";
import type { EventLog } from "../shops/event-log.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import type { PeopleStore } from "../shops/people.ts";
import type { Shop } from "../shops/shop.ts";
import { candidatesBefore } from "./candidates.ts";
import type { DiscrepancyData, OneDiscrepancyUseCases, TimelinePoint } from "./contract.ts";
import type { ShopGate } from "./shop-gate.ts";
import { readAction, refused } from "./typed-action.ts";
import type { DiscrepancyViews } from "./views.ts";

const DAY = 24 * 3_600_000;
const REACH = 14 * DAY;
const BEFORE = 6 * 3_600_000;
const SIBLINGS = 10;

export interface DiscrepancyDependencies {
  readonly gate: ShopGate;
  readonly views: DiscrepancyViews;
  readonly discrepancies: DiscrepancyStore;
  readonly history: HistoryStore;
  readonly events: EventLog;
  readonly insights: InsightStore;
  readonly connections: ConnectionStore;
  readonly mappings: MappingStore;
  readonly people: Pick<PeopleStore, "list">;
  readonly now: () => Instant;
}

export function discrepancyUseCases(dependencies: DiscrepancyDependencies): OneDiscrepancyUseCases {
  const { gate, views, events, insights, connections, now } = dependencies;
  return {
    async discrepancy({ shop: domain, person }, id) {
      const shop = await gate.shop(domain);
      const row = await views.one(domain, id);
      if (!row) throw new PublicError("This discrepancy does not exist any more.", 404);
      const { discrepancy } = row;
      const { incidentId, sku, locationId } = discrepancy;
      const from = (discrepancy.lastAgreedAt ?? discrepancy.firstSeenAt) - BEFORE;
      const until = discrepancy.resolvedAt ?? now();
      const [transitions, logged, timeline, learned, connected, members, earlier, candidates, people] =
        await Promise.all([
          views.transitions(domain, id),
          events.around(domain, { sku, locationId }, { from: Math.max(from, until - REACH), to: until }),
          timelineOf(domain, discrepancy, dependencies),
          insights.find(domain),
          connections.list(domain),
          incidentId === null ? null : views.members(domain, incidentId, SIBLINGS + 1),
          views.earlier(domain, discrepancy),
          candidatesBefore(events, domain, discrepancy.firstSeenAt, new Set([locationId])),
          dependencies.people.list(domain),
        ]);
      const others = (members?.rows ?? [])
        .map((member) => member.discrepancy)
        .filter((other) => other.id !== id);
      return {
        ...row,
        ...{ shop, person, people, transitions, timeline, earlier, candidates, events: logged },
        now: now(),
        names: namesOf(connected),
        window: windowOf(discrepancy, shop),
        learned: learned?.learned.windows.find((window) => isOfThisHandoff(window, discrepancy)) ?? null,
        incident:
          incidentId === null || members === null
            ? null
            : { id: incidentId, members: members.counts.skus, locations: members.locations.length },
        siblings: others.slice(0, SIBLINGS),
      };
    },
    actOnDiscrepancy: async ({ shop, person }, id, typed) => {
      await gate.shop(shop);
      const row = await views.one(shop, id);
      if (!row) throw new PublicError("This discrepancy does not exist any more.", 404);
      const action = readAction(typed, now());
      if ("ok" in action) return action;
      const judgement = act(row.discrepancy, action, { person, now: now() });
      const done = judgement !== null && (await dependencies.discrepancies.move(shop, judgement));
      return done
        ? { ok: true }
        : refused("It changed while you looked at it. Reload the page and try again.");
    },
  };
}

async function timelineOf(
  shop: string,
  { sku, locationId, pool, sides, lastSeenAt, firstSeenAt, lastAgreedAt }: Discrepancy,
  { history, mappings, now }: DiscrepancyDependencies,
): Promise<readonly TimelinePoint[]> {
  const since = Math.max(now() - REACH, (lastAgreedAt ?? firstSeenAt) - DAY);
  const [past, own] = await Promise.all([history.past(shop, locationId, [sku], since), mappings.pools(shop)]);
  const pools = own.length > 0 ? own : usualPools(new Set(systems));
  const compare: Pool["compare"] = pools.find(({ name }) => name === pool)?.compare ?? {};
  const points = (pastOf(past, new Set([sku]), new Set()).get(sku) ?? [])
    .filter(({ until }) => until >= since)
    .map(({ at, until, sides: held }): TimelinePoint => ({
      ...{ at, until },
      values: Object.fromEntries(
        systems.flatMap((system) => {
          const side = held[system];
          const text = compare[system];
          if (!side || text === undefined) return [];
          return [[system, side.missing ? null : evaluate(parseExpression(text), side.states)]];
        }),
      ),
    }));
  const last = points.at(-1);
  const values = Object.fromEntries(
    Object.entries(sides).map(([system, side]) => [system, side.value]),
  ) as Partial<Record<System, Quantity | null>>;
  if (last && sameValues(last.values, values))
    return [...points.slice(0, -1), { ...last, until: Math.max(last.until, lastSeenAt) }];
  return [...points, { at: lastSeenAt, until: lastSeenAt, values }];
}

function sameValues(a: TimelinePoint["values"], b: TimelinePoint["values"]): boolean {
  return systems.every((system) => a[system] === b[system]);
}

function windowOf({ finding, handoff }: Discrepancy, { windows }: Shop): number | null {
  const found = finding?.handoff ?? handoff;
  return found === "both" ? null : windows[found];
}

function isOfThisHandoff(
  { locationId, flow, from, into }: NonNullable<DiscrepancyData["learned"]>,
  discrepancy: Discrepancy,
): boolean {
  const { finding, handoff } = discrepancy;
  return (
    locationId === discrepancy.locationId &&
    flow === (finding?.flow ?? discrepancy.flow) &&
    `${from}_${into}` === (finding?.handoff ?? handoff)
  );
}
