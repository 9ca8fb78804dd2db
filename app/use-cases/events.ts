import { eventKinds, isEventKind, systems, type Instant } from "../inventory/index.ts";
import { namesOf } from "../scan/diagnose.ts";
import type { InsightStore } from "../scan/ports.ts";
import type { EventLog, NotedEvent } from "../shops/event-log.ts";
import { momentIn } from "../shops/local-time.ts";
import type { PeopleStore } from "../shops/people.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import type { EventUseCases, Refused, TypedEvent } from "./contract.ts";
import type { ShopGate } from "./shop-gate.ts";

const LONGEST_NOTE = 500;
const A_MONTH = 30 * 24 * 3_600_000;
const SLACK = 5 * 60_000;

export interface EventDependencies {
  readonly gate: ShopGate;
  readonly events: EventLog;
  readonly insights: InsightStore;
  readonly connections: ConnectionStore;
  readonly mappings: MappingStore;
  readonly people: Pick<PeopleStore, "list">;
  readonly now: () => Instant;
}

export function eventUseCases({
  gate,
  events,
  insights,
  connections,
  mappings,
  people,
  now,
}: EventDependencies): EventUseCases {
  return {
    async events({ shop: domain, person }, query) {
      const shop = await gate.shop(domain);
      const [page, connected, locations, learned, known] = await Promise.all([
        events.page(domain, query),
        connections.list(domain),
        mappings.locations(domain),
        insights.find(domain),
        people.list(domain),
      ]);
      return {
        ...{ shop, person, people: known, ...page },
        now: now(),
        names: namesOf(connected),
        locations: locations.map(({ id, name }) => ({ id, name })),
        handoffs: learned?.learned.health ?? [],
        handoffsAt: learned?.at ?? null,
      };
    },
    async addEvent({ shop: domain, person }, typed) {
      const { timezone } = await gate.shop(domain);
      const known = new Set((await mappings.locations(domain)).map(({ id }) => id));
      const event = readEvent(typed, { timezone, known, person, now: now() });
      if ("ok" in event) return event;
      await events.note(domain, [event], now());
      return { ok: true };
    },
    async removeEvent({ shop }, id) {
      await gate.shop(shop);
      return (await events.remove(shop, id))
        ? { ok: true }
        : { ok: false, problem: "Only what people entered can be taken back.", fields: {} };
    },
  };
}

interface Reading {
  readonly timezone: string;
  readonly known: ReadonlySet<string>;
  readonly person: string;
  readonly now: Instant;
}

function readEvent(
  { at: clock, system, kind, location, note }: TypedEvent,
  { timezone, known, person, now }: Reading,
): NotedEvent | Refused {
  const at = momentIn(timezone, clock);
  const words = note.trim();
  const fields: Record<string, string> = {};
  if (at === null) fields["at"] = "Give a day and a time.";
  else if (at > now + SLACK) fields["at"] = "This is in the future; note what has happened.";
  else if (at < now - A_MONTH) fields["at"] = "Events are kept for a month; this one is older.";
  if (words === "") fields["note"] = "Say what happened, such as “NetSuite was upgraded to 2026.2”.";
  else if (words.length > LONGEST_NOTE) fields["note"] = `Please keep it under ${LONGEST_NOTE} characters.`;
  if (!isEventKind(kind)) fields["kind"] = `Choose one of ${eventKinds.length} kinds.`;
  if (location !== "" && !known.has(location)) fields["location"] = "This location does not exist any more.";
  if (at === null || Object.keys(fields).length > 0) return { ok: false, problem: null, fields };
  return {
    ...{ at, kind, note: words, person },
    system: systems.find((one) => one === system) ?? null,
    locationId: location === "" ? null : location,
    sku: null,
    delta: null,
    source: "person",
    connectionId: null,
  };
}
