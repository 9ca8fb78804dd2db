import { expect, test } from "vitest";
import { formatFor } from "../../../app/ui/format.ts";
import { presentChecklist } from "../../../app/ui/setup/present-checklist.ts";
import type { SetupState } from "../../../app/use-cases/contract.ts";

const format = formatFor({ timezone: "UTC", currency: "USD", locale: "en", now: 0 });
const fresh: SetupState = {
  connections: 0,
  roles: [],
  mappedLocations: 0,
  scannedOnce: false,
  dismissed: false,
};

function actions(change: Partial<SetupState>, scanning = false) {
  return presentChecklist({ ...fresh, ...change }, scanning, format)?.steps.map(({ action }) => action?.href);
}

test("only the next step has its action", () => {
  expect(actions({})).toEqual(["/app/connections/new", undefined, undefined]);
  expect(actions({ connections: 1 })).toEqual([undefined, "/app/locations", undefined]);
  expect(actions({ connections: 1, mappedLocations: 2 })).toEqual([undefined, undefined, null]);
});

test("a scan that runs is not started twice", () => {
  expect(actions({ connections: 1, mappedLocations: 2 }, true)).toEqual([undefined, undefined, undefined]);
});

test("it is gone after the first scan, or when it was hidden", () => {
  expect(presentChecklist({ ...fresh, scannedOnce: true }, false, format)).toBeNull();
  expect(presentChecklist({ ...fresh, dismissed: true }, false, format)).toBeNull();
});
