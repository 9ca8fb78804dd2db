import type { RowState } from "../../resync/row.ts";
import { nameOf, type Person } from "../../shops/people.ts";
import { resyncTexts as texts } from "../texts/resyncs.ts";
import type { StateView } from "./view.ts";

const tones: Readonly<Record<RowState, StateView["tone"]>> = {
  requested: "plain",
  awaiting_approval: "attention",
  sending: "info",
  accepted: "info",
  verifying: "info",
  held: "success",
  came_back: "critical",
  unconfirmed: "warning",
  refused: "warning",
  failed: "critical",
  cancelled: "plain",
};

export function presentState(state: RowState): StateView {
  return { label: texts.states[state], tone: tones[state], help: texts.explained[state] };
}

/** Names by id, for whoever stands in a history. */
export function namer(people: readonly Person[]): (id: string) => string {
  const known = new Map(people.map((person) => [person.id, person]));
  return (id) => (id === "app" ? texts.detail.app : nameOf(known.get(id), id));
}

export function locationNamer(
  locations: readonly { readonly id: string; readonly name: string }[],
): (id: string) => string {
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
