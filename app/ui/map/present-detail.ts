import type { Lane, StackMap } from "../../diagnosis/stack/index.ts";
import { systems, type System } from "../../inventory/index.ts";
import type { Format } from "../format.ts";
import { causeNames } from "../texts/causes.ts";
import { mapTexts } from "../texts/map.ts";
import { countName } from "../texts/states.ts";
import { systemNames } from "../texts/systems.ts";
import { choose } from "./map-href.ts";
import { laneId, namer } from "./present-chain.ts";
import type { DetailView, MapQuery } from "./view.ts";

const texts = mapTexts.detail;

/** What is told of the one thing that is chosen; null for none. */
export function presentDetail(map: StackMap, query: MapQuery, format: Format): DetailView | null {
  const asked = query.lane ?? query.system ?? query.location;
  if (asked === null) return null;
  const found =
    query.lane !== null
      ? laneDetail(map, query.lane, format)
      : query.system !== null
        ? systemDetail(map, query.system, format)
        : locationDetail(map, query.location ?? "", format);
  const close = choose(query, {});
  return found
    ? { ...found, close }
    : { heading: mapTexts.title, note: texts.gone, facts: [], tables: [], links: [], action: null, close };
}

type Found = Omit<DetailView, "close">;

function laneDetail(map: StackMap, id: string, format: Format): Found | null {
  const lane = map.lanes.find((one) => laneId(one) === id);
  if (!lane) return null;
  const name = namer(map);
  const t = texts.placeColumns;
  return {
    heading: `${mapTexts.lane.from(name(lane.sender), name(lane.receiver))}, ${mapTexts.flows[lane.flow]}`,
    note: null,
    facts: laneFacts(lane, format),
    tables: [
      {
        heading: texts.places,
        empty: texts.noPlaces,
        table: {
          caption: texts.placesCaption,
          columns: [t.location, t.window, t.half, t.most, t.orders, t.seen],
          rows: lane.places.slice(0, MOST_ROWS).map((place) => ({
            id: place.locationId,
            cells: [
              placeName(map, place.locationId),
              format.span(place.declared),
              format.lag(place.p50),
              late(place.p95, place.declared, format),
              place.ordersPerWindow === null ? texts.unknown : format.count(round(place.ordersPerWindow)),
              format.count(place.samples),
            ],
          })),
        },
      },
    ],
    links: [incidents(map, lane.troubles, format)],
    action: null,
  };
}

const MOST_ROWS = 100;

function laneFacts(lane: Lane, format: Format): DetailView["facts"] {
  const t = texts.facts;
  const known = <T>(value: T | null, word: (value: T) => string) =>
    value === null ? texts.unknown : word(value);
  const { lastSuccess, lastFailure, stillSince, oldestQueuedAt, drainMinutes } = lane;
  return [
    { label: t.state, value: mapTexts.states[lane.state] },
    { label: t.window, value: format.span(lane.window) },
    { label: t.half, value: known(lane.p50, (p50) => format.lag(p50)) },
    { label: t.most, value: known(lane.p95, (p95) => late(p95, lane.window, format)) },
    { label: t.seen, value: format.count(lane.samples) },
    { label: t.queue, value: known(lane.queued, (queued) => format.count(queued)) },
    ...(oldestQueuedAt === null ? [] : [{ label: t.oldest, value: format.moment(oldestQueuedAt) }]),
    ...(drainMinutes === null ? [] : [{ label: t.drain, value: format.span(drainMinutes * 60_000) }]),
    { label: t.failed, value: known(lane.failed, (failed) => format.count(failed)) },
    { label: t.throttled, value: known(lane.throttled, (throttled) => format.count(throttled)) },
    {
      label: t.last,
      value: known(lastSuccess, ({ at, told }) =>
        told === "run" ? t.lastRun(format.moment(at)) : t.lastArrival(format.moment(at)),
      ),
    },
    ...(lastFailure === null
      ? []
      : [
          {
            label: t.failure,
            value: [format.moment(lastFailure.at), lastFailure.note]
              .filter((part) => part !== null)
              .join(": "),
          },
        ]),
    ...(stillSince === null ? [] : [{ label: t.still, value: format.moment(stillSince) }]),
    {
      label: t.through,
      value: lane.carriers.length === 0 ? texts.unknown : format.list(lane.carriers.map(({ name }) => name)),
    },
  ];
}

function systemDetail(map: StackMap, id: string, format: Format): Found | null {
  const system = systems.find((one) => one === id);
  if (!system || !map.facts.chain.includes(system)) return null;
  const { connections, codes } = map.facts;
  const own = connections.filter(({ role, holdsStock }) => role === system && holdsStock);
  const unmapped = codes.filter(({ role, locationId }) => role === system && locationId === null);
  const t = texts.countColumns;
  return {
    heading: `${namer(map)(system)} (${systemNames[system]})`,
    note:
      unmapped.length === 0
        ? null
        : texts.unmapped(format.list(unmapped.slice(0, 20).map(({ code }) => code))),
    facts: own.flatMap(({ name, kind, checkedAt, problem, paused }) => [
      { label: texts.connection, value: name },
      { label: texts.kind, value: kind },
      { label: texts.read, value: checkedAt === null ? texts.unknown : format.moment(checkedAt) },
      ...(problem === null ? [] : [{ label: texts.problem, value: problem }]),
      ...(paused ? [{ label: texts.state, value: mapTexts.node.paused }] : []),
    ]),
    tables: [
      {
        heading: texts.counts,
        empty: texts.untold,
        table: {
          caption: texts.countsCaption,
          columns: [t.pool, t.declared, t.readings],
          rows: map.facts.pools.map(({ name, compare, truth }) => ({
            id: name,
            cells: [
              countName(name),
              compare[system] ?? mapTexts.pools.notCompared,
              truth === system ? texts.truth : readingsSay(map, name, system, format),
            ],
          })),
        },
      },
    ],
    links:
      own.length < 2
        ? []
        : [
            {
              heading: texts.openConnection,
              empty: "",
              items: own.map((connection) => ({
                label: connection.name,
                href: `/app/connections/${connection.id}`,
              })),
            },
          ],
    action:
      own.length === 1 && own[0]
        ? { label: texts.openConnection, href: `/app/connections/${own[0].id}` }
        : null,
  };
}

function readingsSay({ facts }: StackMap, pool: string, system: System, format: Format): string {
  const entries = (facts.learned?.poolMap ?? []).filter(
    (entry) => entry.pool === pool && entry.system === system,
  );
  if (entries.length === 0) return texts.untold;
  const other = Map.groupBy(
    entries.filter(({ proposal }) => proposal !== null),
    ({ proposal }) =>
      `${proposal?.expression ?? ""}${proposal?.system === system ? "" : ` (${proposal?.system ?? ""})`}`,
  );
  if (other.size === 0) return texts.asDeclared;
  return [...other]
    .map(([expression, group]) => texts.differsAt(expression, format.count(group.length), group.length === 1))
    .join("; ");
}

function locationDetail(map: StackMap, id: string, format: Format): Found | null {
  const { facts, lanes } = map;
  const location = facts.locations.find((one) => one.id === id);
  if (!location) return null;
  const name = namer(map);
  const t = texts.placeColumns;
  const troubles = facts.troubles.filter(({ locationIds }) => locationIds.includes(id));
  return {
    heading: location.name,
    note: location.fulfillmentService ? texts.service : null,
    facts: [
      { label: texts.state, value: location.active ? texts.openInShopify : texts.closed },
      ...facts.connections
        .filter(({ holdsStock }) => holdsStock)
        .map((connection) => ({
          label: `${texts.codes}: ${connection.name}`,
          value:
            facts.codes
              .filter((code) => code.connectionId === connection.id && code.locationId === id)
              .map(({ code }) => code)
              .join(" + ") || texts.noCode,
        })),
    ],
    tables: [
      {
        heading: mapTexts.locations.heading,
        empty: texts.noPlaces,
        table: {
          caption: texts.placesCaption,
          columns: [mapTexts.rules.heading, t.window, t.half, t.most, t.orders, t.seen],
          rows: lanes.flatMap((lane) =>
            lane.places
              .filter(({ locationId }) => locationId === id)
              .map((place) => ({
                id: laneId(lane),
                cells: [
                  `${mapTexts.lane.from(name(lane.sender), name(lane.receiver))}, ${mapTexts.flows[lane.flow]}`,
                  format.span(place.declared),
                  format.lag(place.p50),
                  late(place.p95, place.declared, format),
                  place.ordersPerWindow === null ? texts.unknown : format.count(round(place.ordersPerWindow)),
                  format.count(place.samples),
                ],
              })),
          ),
        },
      },
    ],
    links: [incidents(map, troubles, format)],
    action: { label: texts.mapping, href: `/app/locations#${encodeURIComponent(id)}` },
  };
}

function incidents(map: StackMap, troubles: Lane["troubles"], format: Format): DetailView["links"][number] {
  return {
    heading: texts.incidents,
    empty: texts.noIncidents,
    items: troubles.slice(0, 20).map(({ cause, incidentId, locationIds, skus }) => ({
      label: texts.incident(
        cause === null ? texts.undiagnosed : causeNames[cause],
        format.count(skus),
        locationIds.length === 1 && locationIds[0]
          ? placeName(map, locationIds[0])
          : texts.places_(format.count(locationIds.length)),
      ),
      href: incidentId === null ? null : `/app/incidents/${incidentId}`,
    })),
  };
}

function placeName({ facts }: StackMap, id: string): string {
  return facts.locations.find((location) => location.id === id)?.name ?? texts.unknown;
}

function late(p95: number, window: number, format: Format): string {
  return p95 > window ? `${format.lag(p95)} (${mapTexts.lane.late})` : format.lag(p95);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
