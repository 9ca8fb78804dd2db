import { z } from "zod";
import { causes } from "../../diagnosis/index.ts";
import type { Windows } from "../../discrepancies/settling.ts";
import type { SnoozeRule } from "../../discrepancies/snooze-rules.ts";
import type { HandoffOwners, Keeping, Step } from "../../shops/settings.ts";
import type { Fields } from "./saving.ts";

export type Read<T> = { readonly value: T } | { readonly fields: Fields };

const MINUTE = 60_000;
const DAY_OF_MINUTES = 1_440;

export const typedPace = z.object({
  every: z.string(),
  windows: z.record(z.string(), z.string()),
});

/** Windows in minutes, parts of minutes too. Those of handoffs that the shop does not have stay as they are. */
export function readPace(
  { every, windows }: z.infer<typeof typedPace>,
  steps: readonly Step[],
  before: Windows,
): Read<{ readonly windows: Windows; readonly scanEveryMinutes: number }> {
  const fields: Record<string, string> = {};
  const scanEveryMinutes = Number(every);
  if (!Number.isInteger(scanEveryMinutes) || scanEveryMinutes < 1 || scanEveryMinutes > DAY_OF_MINUTES)
    fields["every"] = "Type whole minutes, from 1 to 1,440 (a day).";
  const read = Object.fromEntries(
    steps.map((step) => {
      const minutes = Number(windows[step]?.trim() || NaN);
      if (!(minutes > 0 && minutes <= 7 * DAY_OF_MINUTES))
        fields[step] = "Type minutes, more than 0 and at most 10,080 (a week).";
      return [step, minutes * MINUTE];
    }),
  );
  return Object.keys(fields).length > 0
    ? { fields }
    : { value: { scanEveryMinutes, windows: { ...before, ...read } } };
}

export const typedOwners = z.record(z.string(), z.object({ name: z.string(), contact: z.string() }));

export function readOwners(typed: z.infer<typeof typedOwners>, steps: readonly Step[]): Read<HandoffOwners> {
  const fields: Record<string, string> = {};
  const owners = steps.flatMap((step) => {
    const [name, contact] = [typed[step]?.name.trim() ?? "", typed[step]?.contact.trim() ?? ""];
    if (name === "" && contact !== "") fields[`${step}.name`] = "Say whose address this is.";
    for (const [field, words] of Object.entries({ name, contact }))
      if (words.length > 200) fields[`${step}.${field}`] = "Keep it under 200 characters.";
    return name === "" ? [] : [[step, { name, contact }] as const];
  });
  return Object.keys(fields).length > 0 ? { fields } : { value: Object.fromEntries(owners) };
}

export const typedRules = z
  .array(
    z.object({
      name: z.string(),
      locationId: z.string(),
      cause: z.string(),
      below: z.string(),
      skuPrefix: z.string(),
      hours: z.string(),
    }),
  )
  .max(500);

const MOST_RULES = 50;
const LONGEST_HOURS = 24 * 90;

/** A rule says of what it is about: one that fits everything would silence the app. */
export function readRules(
  typed: z.infer<typeof typedRules>,
  locations: ReadonlySet<string>,
): Read<readonly SnoozeRule[]> {
  const fields: Record<string, string> = {};
  if (typed.length > MOST_RULES) fields["rules"] = `Keep to ${MOST_RULES} rules.`;
  const rules = typed.map((rule, index): SnoozeRule => {
    const wrong = (field: string, sentence: string): void => void (fields[`${index}.${field}`] = sentence);
    const name = rule.name.trim();
    if (name === "") wrong("name", "Say why: it stands in the history of what the rule sets aside.");
    if (name.length > 200) wrong("name", "Keep it under 200 characters.");
    if (rule.locationId !== "" && !locations.has(rule.locationId))
      wrong("locationId", "This location does not exist any more.");
    if (rule.cause !== "" && !causes.some((cause) => cause === rule.cause)) wrong("cause", "Choose a cause.");
    const hours = Number(rule.hours);
    if (!(hours > 0 && hours <= LONGEST_HOURS)) wrong("hours", "Type hours, at most 2,160 (90 days).");
    const below = rule.below.trim() === "" ? null : Number(rule.below);
    if (below !== null && !(Number.isInteger(below) && below > 0 && below <= 1_000_000_000))
      wrong("below", "Type whole units, 1 or more, or leave it empty.");
    if (rule.skuPrefix.length > 300) wrong("skuPrefix", "Keep it under 300 characters.");
    if (rule.locationId === "" && rule.cause === "" && below === null && rule.skuPrefix.trim() === "")
      wrong(
        "name",
        "Give a location, a cause, a size or a SKU: a rule for everything would hide everything.",
      );
    return {
      ...{ name, hours, below },
      locationId: rule.locationId || null,
      cause: rule.cause || null,
      skuPrefix: rule.skuPrefix.trim() || null,
    };
  });
  return Object.keys(fields).length > 0 ? { fields } : { value: rules };
}

export const typedKeeping = z.object({ eventDays: z.string(), resolvedDays: z.string() });

/** Diagnosis looks back two weeks; below that it would lose evidence. */
export function readKeeping(typed: z.infer<typeof typedKeeping>): Read<Keeping> {
  const fields: Record<string, string> = {};
  const days = (field: keyof Keeping, least: number, most: number): number => {
    const value = Number(typed[field].trim() || NaN);
    if (!Number.isInteger(value) || value < least || value > most)
      fields[field] = `Type whole days, from ${least} to ${most}.`;
    return value;
  };
  const value = { eventDays: days("eventDays", 14, 400), resolvedDays: days("resolvedDays", 30, 3_650) };
  return Object.keys(fields).length > 0 ? { fields } : { value };
}
