import { expect, test } from "vitest";
import { presentEvents } from "../../../app/ui/events/present-events.ts";
import { theLog } from "../fixtures/diagnosis.ts";

const query = { generalOnly: false, search: null, after: null };

test("the log calls whoever entered something by name, and oneself you", () => {
  const [entered] = theLog.events.filter(({ source }) => source === "person");
  if (!entered) throw new Error("Nobody entered anything.");
  const events = ["77", "7", "9"].map((person) => ({ ...entered, person, id: person }));
  const { rows } = presentEvents({ ...theLog, events }, query, "en");
  expect(rows.map(({ who }) => who)).toEqual(["you", "Maya Okafor", "Staff member 9"]);
});
