import type { Lane, StackMap } from "../../diagnosis/stack/index.ts";
import type { System } from "../../inventory/index.ts";
import type { Format } from "../format.ts";
import { mapTexts as texts } from "../texts/map.ts";
import { systemNames } from "../texts/systems.ts";
import { choose } from "./map-href.ts";
import type { ChainLink, LaneView, MapQuery, NodeView } from "./view.ts";

export function laneId({ handoff, flow }: Pick<Lane, "handoff" | "flow">): string {
  return `${handoff}.${flow}`;
}

export function namer({ facts: { names } }: StackMap): (system: System) => string {
  return (system) => names[system] ?? systemNames[system];
}

/** Systems and what goes between them, alternately, down the chain. */
export function presentChain(map: StackMap, query: MapQuery, format: Format): readonly ChainLink[] {
  const { chain } = map.facts;
  return chain.flatMap((system, index): ChainLink[] => {
    const node: ChainLink = { kind: "system", ...nodeOf(map, system, query, format) };
    const next = chain[index + 1];
    if (next === undefined) return [node];
    const lanes = map.lanes
      .filter(({ handoff }) => handoff === `${system}_${next}`)
      .map((lane) => laneOf(lane, map, query, format));
    return [node, { kind: "handoff", id: `${system}_${next}`, lanes }];
  });
}

function nodeOf(map: StackMap, system: System, query: MapQuery, format: Format): NodeView {
  const { connections, codes, locations } = map.facts;
  const own = connections.filter(({ role, holdsStock }) => role === system && holdsStock);
  const told = codes.filter(({ role }) => role === system);
  const bad = own.filter(({ paused, problem }) => paused || problem !== null);
  const open = locations.filter(({ active }) => active).length;
  const lines =
    system === "storefront"
      ? [texts.node.storefront, texts.node.locations(format.count(open))]
      : [
          ...own.map(({ name, paused, problem }) => {
            const state = paused ? texts.node.paused : (problem ?? texts.node.good);
            return own.length === 1 ? state : `${name}: ${state}`;
          }),
          texts.node.codes(
            format.count(told.filter(({ locationId }) => locationId !== null).length),
            format.count(told.length),
          ),
        ];
  return {
    id: system,
    name: namer(map)(system),
    role: systemNames[system],
    lines,
    bad: bad.length > 0,
    href: choose(query, { system }),
    chosen: query.system === system,
  };
}

function laneOf(lane: Lane, map: StackMap, query: MapQuery, format: Format): LaneView {
  const name = namer(map);
  const { flow, sender, receiver, state, p50, p95, window, queued, lastSuccess, carriers, troubles } = lane;
  const t = texts.lane;
  const skus = troubles.reduce((all, trouble) => all + trouble.skus, 0);
  return {
    id: laneId(lane),
    flow: texts.flows[flow],
    up: flow === "orders",
    label: t.open(texts.flows[flow], name(sender), name(receiver)),
    route: t.from(name(sender), name(receiver)),
    state,
    stateText: texts.states[state],
    bad: state === "failing" || state === "silent" || state === "queueing",
    bar: barOf(lane),
    lag:
      p50 === null || p95 === null
        ? t.noLag
        : `${t.half(format.lag(p50))}, ${t.most(format.lag(p95))}${p95 > window ? ` (${t.late})` : ""}`,
    window: t.window(format.span(window)),
    lines: [
      queued === null ? t.noQueue : t.queue(format.count(queued)),
      lastSuccess === null ? t.never : t.last(format.ago(lastSuccess.at)),
      ...(carriers.length === 0 ? [] : [t.through(format.list(carriers.map((carrier) => carrier.name)))]),
    ],
    differ: skus === 0 ? null : t.differ(format.count(skus), skus === 1),
    href: choose(query, { lane: laneId(lane) }),
    chosen: query.lane === laneId(lane),
  };
}

/** The longest of window and 95 % fills nine tenths of the bar. */
function barOf({ p50, p95, window }: Lane): LaneView["bar"] {
  if (p50 === null || p95 === null) return null;
  const whole = Math.max(p95, window, 1) / 0.9;
  const share = (value: number) => Math.round((value / whole) * 1000) / 10;
  return { p50: share(p50), p95: share(p95), window: share(window), late: p95 > window };
}
