import { defaultSettings, type ResyncSettings } from "../../resync/settings.ts";
import { resyncTexts } from "../texts/resyncs.ts";
import type { Refused } from "../../use-cases/contract.ts";
import type { TypedSettings } from "./view.ts";

const LARGEST = 1_000_000_000;

/** What was typed as settings, or a sentence for every field that is none. */
export function readSettings(json: string): ResyncSettings | Refused {
  const typed = parse(json);
  if (!typed) return { ok: false, problem: resyncTexts.settings.number, fields: {} };
  const fields: Record<string, string> = {};
  const whole = (field: string, value: string, otherwise: number, least = 1): number => {
    const number = value.trim() === "" ? NaN : Number(value);
    if (Number.isInteger(number) && number >= least && number <= LARGEST) return number;
    fields[field] = resyncTexts.settings.number;
    return otherwise;
  };
  const optional = (field: string, value: string): number | null =>
    value.trim() === "" ? null : whole(field, value, 0, 0);
  const settings: ResyncSettings = {
    approvalAbove: optional("approvalAbove", typed.approvalAbove),
    approvalAboveAt: Object.fromEntries(
      Object.entries(typed.above).flatMap(([id, value]) => {
        const above = optional(`above.${id}`, value);
        return above === null ? [] : [[id, above]];
      }),
    ),
    approvers: typed.approvers,
    keysWithoutConfirmation: whole("keys", typed.keys, defaultSettings.keysWithoutConfirmation),
    policy: Object.fromEntries(
      Object.entries(typed.routes).filter(([, route]) => route === "ask" || route === "set"),
    ),
    minutesPerFix: whole("minutes", typed.minutes, defaultSettings.minutesPerFix, 0),
    auditKeepDays: whole("keep", typed.keep, defaultSettings.auditKeepDays),
  };
  return Object.keys(fields).length === 0 ? settings : { ok: false, problem: null, fields };
}

function parse(json: string): TypedSettings | null {
  try {
    return JSON.parse(json) as TypedSettings;
  } catch {
    return null;
  }
}
