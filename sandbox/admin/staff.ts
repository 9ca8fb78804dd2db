import type { Request } from "express";
import type { SeedStaff } from "../contract.ts";

export const staffCookie = "sandbox_staff";

/** Who is signed in to the admin: the person in the cookie, else the first. */
export function currentStaff(request: Request, staff: readonly SeedStaff[]): SeedStaff {
  const id = new Map((request.headers.cookie ?? "").split(/;\s*/).map(cookiePair)).get(staffCookie);
  const person = staff.find((candidate) => candidate.id === id) ?? staff[0];
  if (person === undefined) throw new Error("The shop's seed has no staff.");
  return person;
}

function cookiePair(text: string): [string, string] {
  const equals = text.indexOf("=");
  return [text.slice(0, equals), decodeURIComponent(text.slice(equals + 1))];
}
