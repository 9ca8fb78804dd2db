import type { LoggedEvent } from "../../diagnosis/index.ts";
import type { Instant, System } from "../../inventory/index.ts";
import type { Format } from "../format.ts";
import { eventTexts } from "../texts/events.ts";
import { eventText } from "./event-text.ts";

/** What else changed before something was first seen, each with its distance in time; no fact where nothing did. */
export function candidateFact(
  candidates: readonly LoggedEvent[],
  firstSeenAt: Instant,
  names: Readonly<Partial<Record<System, string>>>,
  format: Format,
): readonly { readonly label: string; readonly value: string }[] {
  if (candidates.length === 0) return [];
  const { label, before } = eventTexts.candidates;
  const told = candidates.map(
    (event) =>
      `${format.moment(event.at)}, ${before(format.span(Math.max(0, firstSeenAt - event.at)))}: ${eventText(event, names)}`,
  );
  return [{ label, value: told.join("; ") }];
}
