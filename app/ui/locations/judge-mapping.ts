import { locationTexts } from "../texts/locations.ts";
import type { Choice, CodeView, ConnectionCodesView, LocationsView } from "./view.ts";

const texts = locationTexts.warnings;

/** What is stored, and the proposals for what is not. */
export function firstChoice({ connections, stored }: LocationsView): Choice {
  const codes = connections.flatMap((connection) => connection.codes);
  return Object.fromEntries(
    codes.map(({ key, proposal }) => [key, stored[key] ?? proposal?.locationId ?? ""]),
  );
}

/** Whether saving would change anything. */
export function differsFromStored(choice: Choice, stored: Choice): boolean {
  return Object.entries(choice).some(([key, locationId]) => locationId !== (stored[key] ?? ""));
}

/** What is doubtful about one code's mapping, in a sentence; null when it is fine. */
export function warningOf(
  code: CodeView,
  connection: ConnectionCodesView,
  choice: Choice,
  view: LocationsView,
): string | null {
  const chosen = choice[code.key] ?? "";
  if (code.gone) return chosen === "" ? texts.vanished : texts.vanishedMapped;
  if (chosen === "") return texts.unmapped;
  const location = view.locations.find(({ id }) => id === chosen);
  if (!location) return texts.gone;
  if (!location.active) return texts.closed;
  const rival = view.connections.find(
    (other) =>
      other.id !== connection.id &&
      other.role === connection.role &&
      other.codes.some(({ key }) => choice[key] === chosen),
  );
  if (rival) return texts.overlap(connection.name, rival.name, location.name);
  const others = codesAt(chosen, connection.role, choice, view).filter(({ key }) => key !== code.key);
  return others.length === 0
    ? null
    : texts.doubly(location.name, others.map((other) => other.code).join(", "));
}

/** The codes of one role that are mapped to a location. */
export function codesAt(
  locationId: string,
  role: string,
  choice: Choice,
  { connections }: Pick<LocationsView, "connections">,
): readonly CodeView[] {
  return connections
    .filter((connection) => connection.role === role)
    .flatMap(({ codes }) => codes.filter(({ key }) => choice[key] === locationId));
}
