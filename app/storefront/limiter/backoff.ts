const BASE_MS = 1_000;
const CEILING_MS = 30_000;

/** Doubles with each attempt (counted from 1) up to half a minute; the half below is left to chance, so that shops do not march in step. */
export function backoffMs(attempt: number, random: () => number): number {
  const full = Math.min(CEILING_MS, BASE_MS * 2 ** (attempt - 1));
  return Math.ceil(full * (0.5 + random() / 2));
}
