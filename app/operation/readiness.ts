import { readdir } from "node:fs/promises";
import type { OperationViews } from "./ports.ts";

/** Long enough for a busy database, short enough for a balancer that asks every few seconds. */
const PATIENCE_MS = 2_000;

export type Readiness = { readonly ready: true } | { readonly ready: false; readonly why: string };

/** Whether this process can serve: the database answers, and knows every migration that this version was built with. */
export async function readinessOf(
  views: Pick<OperationViews, "appliedMigrations">,
  shipped: () => Promise<readonly string[]>,
): Promise<Readiness> {
  const expected = await shipped();
  try {
    const applied = new Set(await within(PATIENCE_MS, views.appliedMigrations()));
    const missing = expected.filter((name) => !applied.has(name));
    if (missing.length === 0) return { ready: true };
    return { ready: false, why: `The database lacks ${missing.length} of ${expected.length} migrations` };
  } catch {
    // The database's own words may name hosts and roles, which are not for everybody.
    return { ready: false, why: "The database does not answer" };
  }
}

/** The migrations that come with this version, in their order. */
export async function shippedMigrations(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
