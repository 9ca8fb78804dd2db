import { evaluate, parseExpression } from "../../comparison/expression.ts";
import { isState, type Pool, type System } from "../../inventory/index.ts";
import type { DeclaredBuffer, LocationFacts } from "../inquiry.ts";
import type { KeyReading } from "../memory/index.ts";

/** What is about to sell: a location, a channel served from one, or a new way to fulfil from it. */
export type PreflightSubject =
  | { readonly kind: "location"; readonly locationId: string }
  /** `channel` is the pools' word for it, `name` what people call it. */
  | {
      readonly kind: "channel";
      readonly locationId: string;
      readonly channel: string;
      readonly name?: string;
    }
  | { readonly kind: "fulfilment"; readonly locationId: string; readonly method: string };

export const preflightItems = [
  "active",
  "fulfils_online",
  "mapped_code",
  "readings",
  "pool",
  "states",
  "filter",
  "stocked_items",
  "buffer",
] as const;
export type PreflightItem = (typeof preflightItems)[number];

/** One thing that a system must know before the first sale. `unknown`: nothing read so far tells. */
export interface PreflightCheck {
  readonly system: System;
  readonly item: PreflightItem;
  readonly state: "ready" | "missing" | "unknown";
  readonly text: string;
  /** A few of the SKUs that are meant, where the check is about items. */
  readonly skus: readonly string[];
}

export interface PreflightQuestion {
  readonly subject: PreflightSubject;
  readonly chain: readonly System[];
  readonly names: Readonly<Partial<Record<System, string>>>;
  readonly locations: readonly LocationFacts[];
  readonly pools: readonly (Pool & { readonly channel: string | null })[];
  readonly declared: readonly DeclaredBuffer[];
  /** The newest reading of every key, all locations. */
  readonly readings: readonly KeyReading[];
}

/** What each system must know before the first sale there, and whether it does. Down the chain, in the order of `preflightItems`. */
export function preflight(question: PreflightQuestion): readonly PreflightCheck[] {
  const location = question.locations.find(({ id }) => id === question.subject.locationId);
  if (!location) return [];
  const here = question.readings.filter(({ locationId }) => locationId === location.id);
  return question.chain.flatMap((system) => {
    const name = question.names[system] ?? system;
    const about: About = { ...question, location, here, system, name };
    const checks = [
      ...(system === "storefront" ? flags(about) : codes(about)),
      read(about),
      ...pools(about),
      ...items(about),
      ...buffers(about),
    ];
    return checks.map((check): PreflightCheck => ({ skus: [], ...check, system }));
  });
}

interface About extends PreflightQuestion {
  readonly location: LocationFacts;
  readonly here: readonly KeyReading[];
  readonly system: System;
  readonly name: string;
}
type Check = Omit<PreflightCheck, "system" | "skus"> & { readonly skus?: readonly string[] };

function flags({ location, subject }: About): readonly Check[] {
  const checks: Check[] = [
    location.active
      ? { item: "active", state: "ready", text: `${location.name} is active.` }
      : { item: "active", state: "missing", text: `${location.name} is switched off in the storefront.` },
  ];
  const online = location.fulfillsOnlineOrders;
  const asked = subject.kind === "fulfilment" ? ` for ${subject.method}` : "";
  checks.push({
    item: "fulfils_online",
    state: online ? "ready" : "missing",
    text: online
      ? `${location.name} fulfils online orders.`
      : `${location.name} does not fulfil online orders; switch that on${asked}.`,
  });
  return checks;
}

function codes({ location, system, name }: About): readonly Check[] {
  const own = location.codes.filter((code) => code.system === system).map(({ code }) => code);
  return own.length > 0
    ? [{ item: "mapped_code", state: "ready", text: `${location.name} is ${own.join(" and ")} in ${name}.` }]
    : [{ item: "mapped_code", state: "missing", text: `No code of ${name} is mapped to ${location.name}.` }];
}

function read({ here, system, name, location }: About): Check {
  const rows = here.filter(({ sides }) => sides[system] && !sides[system].missing).length;
  if (rows > 0) return { item: "readings", state: "ready", text: `${name} reports ${rows} SKUs there.` };
  const answered = here.some(({ sides }) => sides[system]);
  return answered
    ? { item: "readings", state: "missing", text: `${name} reports no SKU at ${location.name}.` }
    : { item: "readings", state: "unknown", text: `${name} has not been read for ${location.name} yet.` };
}

/** Every pool that concerns the subject says what this system counts, and the system reports what that needs. */
function pools({ pools, subject, system, name, here }: About): readonly Check[] {
  const wanted = pools.filter(({ channel }) => channel === null || subject.kind === "channel");
  const checks: Check[] = [];
  if (subject.kind === "channel" && !pools.some(({ channel }) => channel === subject.channel))
    checks.push({
      item: "pool",
      state: "missing",
      text: `No pool says what ${name} offers on ${subject.name ?? subject.channel}.`,
    });
  for (const pool of wanted) {
    if (pool.channel !== null && subject.kind === "channel" && pool.channel !== subject.channel) continue;
    const text = pool.compare[system];
    if (text === undefined) {
      checks.push({ item: "pool", state: "missing", text: `${pool.name} does not say what ${name} counts.` });
      continue;
    }
    checks.push({ item: "pool", state: "ready", text: `${pool.name} is ${text} in ${name}.` });
    checks.push(statesFor(pool.name, text, system, name, here));
  }
  return checks;
}

function statesFor(
  pool: string,
  text: string,
  system: System,
  name: string,
  here: readonly KeyReading[],
): Check {
  const expression = parseExpression(text);
  const rows = here.flatMap(({ sides }) => {
    const side = sides[system];
    return side && !side.missing ? [side.states] : [];
  });
  const lacking = expression.terms
    .map(({ state }) => state)
    .filter((state) => isState(state) && rows.every((states) => states[state] === undefined));
  if (rows.length === 0)
    return { item: "states", state: "unknown", text: `Nothing read tells whether ${name} reports ${text}.` };
  const known = rows.filter((states) => evaluate(expression, states) !== null).length;
  return lacking.length > 0
    ? {
        item: "states",
        state: "missing",
        text: `${name} does not report ${lacking.join(" and ")} for ${pool}.`,
      }
    : { item: "states", state: "ready", text: `${name} reports ${pool} on ${known} of ${rows.length} SKUs.` };
}

const SHOWN = 20;

/** What the system before it holds there must exist in this one too; where most is missing, a filter keeps the place out. */
function items({ chain, here, system, name, location }: About): readonly Check[] {
  const before = chain[chain.indexOf(system) - 1];
  if (before === undefined) return [];
  const held = here.filter(({ sides }) => sides[before] && !sides[before].missing);
  if (held.length === 0)
    return [
      {
        item: "stocked_items",
        state: "unknown",
        text: `Nothing is known to be stocked at ${location.name} before ${name}.`,
      },
    ];
  const absent = held.filter(({ sides }) => !sides[system] || sides[system].missing).map(({ sku }) => sku);
  const filtered = absent.length > held.length / 2;
  return [
    filtered
      ? { item: "filter", state: "missing", text: `Most items do not pass into ${name}: look for a filter.` }
      : { item: "filter", state: "ready", text: `Items pass into ${name}.` },
    absent.length === 0
      ? { item: "stocked_items", state: "ready", text: `All ${held.length} items are stocked in ${name}.` }
      : {
          item: "stocked_items",
          state: "missing",
          text: `${absent.length} of ${held.length} items are not stocked in ${name} at ${location.name}.`,
          skus: absent.slice(0, SHOWN),
        },
  ];
}

/** Where other locations keep a buffer back, a new one should too, or say that it has none. */
function buffers({ declared, location, system, name, pools }: About): readonly Check[] {
  const truths = new Set(pools.filter(({ truth }) => truth === system).map((pool) => pool.name));
  const elsewhere = declared.filter(({ pool, locationId }) => truths.has(pool) && locationId !== null);
  if (elsewhere.length === 0) return [];
  const own = elsewhere.some(({ locationId }) => locationId === location.id);
  return [
    own
      ? { item: "buffer", state: "ready", text: `A buffer is declared for ${location.name} in ${name}.` }
      : {
          item: "buffer",
          state: "missing",
          text: `Other locations keep a buffer back in ${name}; none is declared for ${location.name}.`,
        },
  ];
}
