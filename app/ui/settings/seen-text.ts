import type { Seen } from "../../use-cases/contract.ts";
import type { Format } from "../format.ts";
import { settingsTexts as texts } from "../texts/settings.ts";

/** "Last changed by Maya, 14:05"; null where nobody ever changed it. */
export function lastChangeOf({ by, at }: Seen, format: Format): string | null {
  return at === null ? null : texts.lastChange(by ?? texts.somebody, format.clock(at));
}

export function overtakenBy({ by, at }: Seen, format: Format): string {
  return texts.overtaken(by ?? texts.somebody, at === null ? "" : format.clock(at));
}
