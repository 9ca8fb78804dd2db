import type { LevelPage, ReportedLocation } from "../contract.ts";

/** The location codes that stock rows use, in order of appearance. */
export async function codesIn(pages: AsyncIterable<LevelPage>): Promise<readonly ReportedLocation[]> {
  const codes = new Set<string>();
  for await (const { levels } of pages) for (const { code } of levels) codes.add(code);
  return [...codes].map((code) => ({ code, name: null }));
}
