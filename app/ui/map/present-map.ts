import { summedCodes, whereOf, type Contradiction, type StackMap } from "../../diagnosis/stack/index.ts";
import type { HandoffMapData } from "../../use-cases/contract.ts";
import { formatFor, type Format } from "../format.ts";
import { causeNames } from "../texts/causes.ts";
import { mapTexts as texts } from "../texts/map.ts";
import { countName } from "../texts/states.ts";
import { choose, mapHref } from "./map-href.ts";
import { namer, presentChain } from "./present-chain.ts";
import { presentDetail } from "./present-detail.ts";
import type { ContradictionView, LocationsPart, MapQuery, MapView, TableView } from "./view.ts";

const MOST_CONTRADICTIONS = 20;
const PER_PAGE = 50;
const MOST_RULES = 20;

/** Null where nothing is connected: there is no map to draw. */
export function presentMap(data: HandoffMapData, query: MapQuery, locale: string): MapView | null {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const { map, learnedAt } = data;
  const { contradictions, facts } = map;
  if (facts.connections.length === 0) return null;
  const name = namer(map);
  return {
    as: learnedAt === null ? texts.notYet : texts.as(format.clock(learnedAt)),
    learned: learnedAt !== null,
    links: presentChain(map, query, format),
    middleware: facts.connections
      .filter(({ holdsStock }) => !holdsStock)
      .map((connection) => ({
        name: connection.name,
        carries:
          connection.speaksOf.length === 0
            ? texts.middleware.none
            : texts.middleware.carries(format.list(connection.speaksOf.map(name))),
        href: `/app/connections/${connection.id}`,
      })),
    detail: presentDetail(map, query, format),
    contradictions: contradictions
      .slice(0, MOST_CONTRADICTIONS)
      .map((one, index) => contradictionOf(one, index, map, format)),
    moreContradictions:
      contradictions.length > MOST_CONTRADICTIONS
        ? texts.contradictions.more(format.count(contradictions.length - MOST_CONTRADICTIONS))
        : null,
    pools: poolsOf(map, format),
    rules: rulesOf(map, format),
    locations: locationsOf(map, query, format),
  };
}

function contradictionOf(
  one: Contradiction,
  index: number,
  { facts }: StackMap,
  format: Format,
): ContradictionView {
  const { skus, canOversell, money } = one.cost;
  const [incident] = one.incidentIds;
  return {
    key: String(index),
    kind: texts.contradictions.kinds[one.kind],
    where: whereOf(facts, one),
    declared: one.declared,
    observed: one.observed,
    fix: one.fix,
    cost:
      skus === 0
        ? texts.contradictions.free
        : texts.contradictions.cost(
            format.count(skus),
            canOversell === 0 ? null : format.count(canOversell),
            money === null ? null : format.roundMoney(money),
          ),
    critical: canOversell > 0,
    incident: incident === undefined ? null : `/app/incidents/${incident}`,
  };
}

function poolsOf(map: StackMap, format: Format): TableView {
  const { chain, pools } = map.facts;
  const name = namer(map);
  const t = texts.pools;
  return {
    caption: t.caption,
    columns: [t.pool, ...chain.map(name), t.truth, t.tolerance],
    rows: pools.map(({ name: pool, channel, compare, truth, tolerance }) => ({
      id: pool,
      cells: [
        channel === null ? countName(pool) : `${countName(pool)}, ${t.channel(channel)}`,
        ...chain.map((system) => compare[system] ?? t.notCompared),
        name(truth),
        tolerance.units === 0 && tolerance.percent === 0
          ? t.exact
          : t.units(format.quantity(tolerance.units), format.count(tolerance.percent)),
      ],
    })),
  };
}

function rulesOf(map: StackMap, format: Format): MapView["rules"] {
  const { facts, lanes } = map;
  const name = namer(map);
  const places = new Map(facts.locations.map((location) => [location.id, location.name]));
  const route = (lane: (typeof lanes)[number]) => texts.lane.from(name(lane.sender), name(lane.receiver));
  const stock = lanes.filter(({ flow }) => flow === "stock");
  const sums = summedCodes(facts).map(({ codes, connection, location }) =>
    texts.rules.sum(codes.join(" + "), connection, location),
  );
  return {
    declared: cut(
      [
        ...stock.map((lane) => texts.rules.window(route(lane), format.span(lane.window))),
        ...facts.pools.flatMap((pool) =>
          pool.declared.map(({ locationId, sku, units }) =>
            texts.rules.buffer(
              format.quantity(units),
              sku ?? texts.rules.everySku,
              countName(pool.name),
              locationId === null ? texts.rules.everywhere : (places.get(locationId) ?? texts.detail.unknown),
            ),
          ),
        ),
        ...sums,
      ],
      format,
    ),
    inferred: cut(
      [
        ...stock.flatMap((lane) =>
          lane.p95 === null || lane.p95 <= lane.window
            ? []
            : [
                texts.rules.learned(
                  route(lane),
                  format.span(lane.p95),
                  texts.detail.places_(format.count(lane.places.length)),
                ),
              ],
        ),
        ...facts.troubles.flatMap(({ cause, skus, locationIds: [first, ...others] }) =>
          cause === null || cause === "unknown" || first === undefined
            ? []
            : [
                texts.detail.incident(
                  causeNames[cause],
                  format.count(skus),
                  others.length === 0
                    ? (places.get(first) ?? texts.detail.unknown)
                    : texts.detail.places_(format.count(others.length + 1)),
                ),
              ],
        ),
      ],
      format,
    ),
  };
}

function cut(lines: readonly string[], format: Format): readonly string[] {
  return lines.length <= MOST_RULES
    ? lines
    : [...lines.slice(0, MOST_RULES), texts.rules.more(format.count(lines.length - MOST_RULES))];
}

/** The troubled ones first, then by name; a page at a time, so that a thousand are as light as five. */
function locationsOf(map: StackMap, query: MapQuery, format: Format): LocationsPart {
  const { facts, lanes } = map;
  const name = namer(map);
  const t = texts.locations;
  const holders = facts.connections.filter(({ holdsStock }) => holdsStock);
  const stock = lanes.filter(({ flow }) => flow === "stock");
  const codes = Map.groupBy(facts.codes, ({ locationId }) => locationId);
  const troubled = new Set(facts.troubles.flatMap(({ locationIds }) => locationIds));
  const wanted = query.search.toLowerCase();
  const matching = facts.locations
    .filter(
      ({ id, name: place }) =>
        place.toLowerCase().includes(wanted) ||
        (codes.get(id) ?? []).some(({ code }) => code.toLowerCase().includes(wanted)),
    )
    .toSorted((a, b) => Number(troubled.has(b.id)) - Number(troubled.has(a.id)));
  const pages = Math.max(1, Math.ceil(matching.length / PER_PAGE));
  const page = Math.min(query.page, pages);
  const start = (page - 1) * PER_PAGE;
  const shown = matching.slice(start, start + PER_PAGE);
  return {
    columns: [
      t.location,
      ...holders.map((connection) => connection.name),
      ...stock.map((lane) => t.lag(texts.lane.from(name(lane.sender), name(lane.receiver)))),
    ],
    rows: shown.map(({ id, name: place, active }) => ({
      id,
      name: place,
      href: choose(query, { location: id }),
      closed: !active,
      cells: [
        ...holders.map((connection) => ({
          text:
            (codes.get(id) ?? [])
              .filter(({ connectionId }) => connectionId === connection.id)
              .map(({ code }) => code)
              .join(" + ") || t.notMapped,
          late: false,
        })),
        ...stock.map((lane) => {
          const seen = lane.places.find(({ locationId }) => locationId === id);
          if (!seen) return { text: texts.detail.unknown, late: false };
          const late = seen.p95 > seen.declared;
          return { text: `${format.span(seen.p95)}${late ? ` (${texts.lane.late})` : ""}`, late };
        }),
      ],
    })),
    search: query.search,
    any: facts.locations.length > 0,
    shown:
      matching.length <= PER_PAGE
        ? null
        : t.shown(format.count(start + 1), format.count(start + shown.length), format.count(matching.length)),
    previous: page > 1 ? mapHref({ ...query, page: page - 1 }) : null,
    next: page < pages ? mapHref({ ...query, page: page + 1 }) : null,
  };
}
