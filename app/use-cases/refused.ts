import type { Refused } from "./contract.ts";

/** By field where it belongs to one. */
export function refused(problem: string, field?: string): Refused {
  return field === undefined
    ? { ok: false, problem, fields: {} }
    : { ok: false, problem: null, fields: { [field]: problem } };
}
