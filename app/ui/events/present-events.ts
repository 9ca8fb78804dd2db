import { systems } from "../../inventory/index.ts";
import { clockIn } from "../../shops/local-time.ts";
import type { StoredEvent } from "../../shops/event-log.ts";
import type { EventsData, EventsQuery } from "../../use-cases/contract.ts";
import { formatFor } from "../format.ts";
import { enteredKinds, eventKindNames, eventTexts as texts } from "../texts/events.ts";
import { namer } from "../resyncs/words.ts";
import { eventText } from "./event-text.ts";
import { presentHandoffs, type HandoffsView } from "./present-handoffs.ts";

interface Option {
  readonly value: string;
  readonly label: string;
}

export interface EventsView {
  readonly rows: readonly {
    readonly id: string;
    readonly when: string;
    readonly ago: string;
    readonly what: string;
    readonly where: string;
    readonly who: string;
    readonly removable: boolean;
  }[];
  readonly next: string | null;
  readonly search: string;
  readonly all: boolean;
  readonly filtered: boolean;
  /** What the form begins with. */
  readonly form: {
    readonly at: string;
    readonly zone: string;
    readonly kinds: readonly Option[];
    readonly systems: readonly Option[];
    readonly locations: readonly Option[];
  };
  readonly handoffs: HandoffsView | null;
}

export function presentEvents(data: EventsData, query: EventsQuery, locale: string): EventsView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const { events, nextCursor, locations, names, shop, now } = data;
  const places = new Map(locations.map(({ id, name }) => [id, name]));
  return {
    rows: events.map((event) => ({
      id: event.id,
      when: format.moment(event.at),
      ago: format.ago(event.at),
      what: eventText(event, names),
      where:
        event.locationId === null ? texts.everywhere : (places.get(event.locationId) ?? event.locationId),
      who: whoOf(event, data),
      removable: event.source === "person",
    })),
    next: nextCursor === null ? null : hrefOf(query, nextCursor),
    search: query.search ?? "",
    all: !query.generalOnly,
    filtered: query.search !== null || query.after !== null,
    form: {
      at: clockIn(shop.timezone, now),
      zone: texts.fields.zone(shop.timezone),
      kinds: enteredKinds.map((kind) => ({ value: kind, label: eventKindNames[kind] })),
      systems: [
        { value: "", label: texts.fields.anySystem },
        ...systems.flatMap((system) =>
          names[system] === undefined ? [] : [{ value: system, label: names[system] }],
        ),
      ],
      locations: [
        { value: "", label: texts.fields.anyLocation },
        ...locations.map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    handoffs: presentHandoffs(data.handoffs, data.handoffsAt, names, format),
  };
}

function whoOf({ source, person, system }: StoredEvent, data: EventsData): string {
  if (source === "person" && person !== null)
    return person === data.person ? texts.you : namer(data.people)(person);
  if (source === "connection" && system !== null) return texts.sources.connection;
  return texts.sources[source];
}

function hrefOf({ generalOnly, search }: EventsQuery, after: string): string {
  const given = { ...(generalOnly ? {} : { all: "1" }), ...(search !== null && { search }), after };
  return `/app/events?${new URLSearchParams(given).toString()}`;
}
