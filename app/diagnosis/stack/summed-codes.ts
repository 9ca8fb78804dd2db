import type { StackFacts } from "./facts.ts";

export interface SummedCodes {
  readonly codes: readonly string[];
  readonly connection: string;
  readonly location: string;
}

/** Where several codes of one connection stand for one location: their counts are added up. */
export function summedCodes({ codes, connections, locations }: StackFacts): readonly SummedCodes[] {
  const names = new Map([...connections, ...locations].map(({ id, name }) => [id, name]));
  const groups = Map.groupBy(
    codes.filter(({ locationId }) => locationId !== null),
    ({ connectionId, locationId }) => JSON.stringify([connectionId, locationId]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first || group.length < 2) return [];
    const location = names.get(first.locationId ?? "");
    const connection = names.get(first.connectionId);
    if (location === undefined || connection === undefined) return [];
    return [{ codes: group.map(({ code }) => code), connection, location }];
  });
}
