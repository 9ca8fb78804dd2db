import type { z } from "zod";
import type { Instant } from "../../inventory/index.ts";
import type { PeopleStore } from "../../shops/people.ts";
import { nameOf } from "../../shops/people.ts";
import type { Change, Chosen } from "../../shops/settings.ts";
import type { Caller, Refused, SaveAnswer, Seen, TypedSettings } from "../contract.ts";

export type Fields = Readonly<Record<string, string>>;

/** What the page sent, in its shape; null for anything else. */
export function parsed<T>(schema: z.ZodType<T>, json: string): T | null {
  try {
    const result = schema.safeParse(JSON.parse(json));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

export interface Saving {
  readonly people: Pick<PeopleStore, "list">;
  readonly now: () => Instant;
}

/** Tries the save; where somebody was faster, says who and when, and which version theirs is. */
export async function saveAs(
  { shop, person }: Caller,
  { version }: TypedSettings,
  { people, now }: Saving,
  save: (change: Change) => Promise<boolean>,
  current: () => Promise<Omit<Chosen<never>, "body">>,
): Promise<SaveAnswer> {
  if (!Number.isInteger(version) || version < 0) return outdated;
  if (await save({ shop, version, person, at: now() })) return { ok: true };
  return {
    ok: false,
    problem: null,
    fields: {},
    overtaken: await seenBy(shop, await current(), people),
  };
}

export async function seenBy(
  shop: string,
  { version, changedAt, changedBy }: Omit<Chosen<unknown>, "body">,
  people: Saving["people"],
): Promise<Seen> {
  const known = changedBy === null ? [] : await people.list(shop);
  const person = known.find(({ id }) => id === changedBy);
  return { version, at: changedAt, by: changedBy === null ? null : nameOf(person, changedBy) };
}

export function refusedFields(fields: Fields): SaveAnswer {
  return { ok: false, problem: null, fields, overtaken: null };
}

export const outdated: Refused & { readonly overtaken: null } = {
  ok: false,
  problem: "This page is out of date. Reload it; what you typed is kept in this browser.",
  fields: {},
  overtaken: null,
};
