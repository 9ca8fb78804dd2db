import { z } from "zod";
import { states, type State } from "../../../inventory/index.ts";
import { dateFormats } from "../dates.ts";
import { described } from "./meta.ts";

/** An absolute http(s) address without user name and password, which have fields of their own. */
export const address = z
  .string()
  .trim()
  .superRefine((text, context) => {
    const problem = addressProblem(text);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });

function addressProblem(text: string): string | null {
  if (!URL.canParse(text)) return "This is not an address; it should look like https://erp.example.com/api";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "The address must begin with https://";
  if (url.username || url.password)
    return "Leave user name and password out of the address; they have their own fields";
  return null;
}

/** A write-only field: forms never receive its stored value. */
export function credential(title: string): z.ZodString {
  return described(z.string().min(1), { title, widget: "secret" });
}

export const dateFormat = described(z.enum(dateFormats).default("iso"), {
  title: "Format of the last change",
  options: {
    iso: "2026-04-03T10:15:00Z or +02:00",
    iso_local: "2026-04-03 10:15:00, in the time zone below",
    dmy: "03.04.2026 10:15 or 03/04/2026 10:15 (day first), in the time zone below",
    mdy: "04/03/2026 10:15 (month first), in the time zone below",
    epoch_s: "Seconds since 1970",
    epoch_ms: "Milliseconds since 1970",
  },
});

export const timeZone = described(
  z.string().default("UTC").refine(isTimeZone, "This is not a time zone; it should look like Europe/Berlin"),
  { title: "Time zone of times without one", placeholder: "Europe/Berlin" },
);

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const titles: Readonly<Record<State, string>> = {
  on_hand: "On hand",
  available: "Available",
  committed: "Committed",
  reserved: "Reserved",
  incoming: "Incoming",
  safety_stock: "Safety stock",
  damaged: "Damaged",
  quality_control: "Quality control",
  unavailable: "Unavailable (one number for all that is blocked)",
};

type StateShape = Record<State, z.ZodOptional<z.ZodString>>;

/** One optional text per state: the field or column that holds it. At least one is needed. */
export function stateFields(noun: "Field" | "Column"): z.ZodObject<StateShape> {
  const shape = Object.fromEntries(
    states.map((state) => [
      state,
      described(z.string().min(1).optional(), { title: `${noun} of ${titles[state]}` }),
    ]),
  ) as StateShape;
  return z.object(shape).refine((chosen) => Object.values(chosen).some(Boolean), {
    message: "Name at least one quantity",
    path: ["on_hand"],
  });
}

/** The states that a configuration names, each with its field or column. */
export function chosenStates(
  fields: Readonly<Partial<Record<State, string | undefined>>>,
): readonly (readonly [State, string])[] {
  return states.flatMap((state) => {
    const field = fields[state];
    return field === undefined ? [] : [[state, field] as const];
  });
}
