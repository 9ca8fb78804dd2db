import type { Format } from "../format.ts";
import { setupTexts } from "../texts/common.ts";
import type { SetupState } from "../../use-cases/contract.ts";
import type { ChecklistView, StepView } from "./view.ts";

const texts = setupTexts.steps;

/** The guide, until the first scan is done or somebody hides it. A step without a href starts the scan. */
export function presentChecklist(setup: SetupState, scanning: boolean, format: Format): ChecklistView | null {
  if (setup.dismissed || setup.scannedOnce) return null;
  const steps = [
    {
      id: "connect",
      title: texts.connect,
      body: texts.connectBody,
      done: setup.connections > 0,
      label: texts.connectAction,
      href: "/app/connections/new",
    },
    {
      id: "map",
      title: texts.map,
      body: texts.mapBody,
      done: setup.mappedLocations > 0,
      label: texts.mapAction,
      href: "/app/locations",
    },
    { id: "scan", title: texts.scan, body: texts.scanBody, done: false, label: texts.scanAction, href: null },
  ] as const;
  const next = steps.find((step) => !step.done)?.id;
  return {
    progress: setupTexts.progress(
      format.count(steps.filter((step) => step.done).length),
      format.count(steps.length),
    ),
    steps: steps.map(({ id, title, body, done, label, href }): StepView => {
      const open = id === next && !(id === "scan" && scanning);
      return { id, title, body, done, action: open ? { label, href } : null };
    }),
  };
}
