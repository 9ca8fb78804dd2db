import type { Trouble } from "./contract.ts";

const BANNERS = 3;

/**
 * Which troubles get a banner: at most three, and at most one per location; those at the person's own locations first, then the
 * worst. An incident over many locations is one
 * banner, and the locations that it names may each still have one of their own trouble.
 */
export function bannersOf(
  troubles: readonly Trouble[],
  troubled: readonly { readonly id: string }[],
  mine: readonly string[] = [],
): { readonly worst: readonly Trouble[]; readonly furtherLocations: number } {
  const own = new Set<string>();
  const worst: Trouble[] = [];
  for (const trouble of ownFirst(troubles, new Set(mine))) {
    const [only, ...others] = trouble.locations;
    if (worst.length === BANNERS) break;
    if (only && others.length === 0) {
      if (own.has(only.id)) continue;
      own.add(only.id);
    }
    worst.push(trouble);
  }
  const named = new Set(worst.flatMap(({ locations }) => locations.map(({ id }) => id)));
  return { worst, furtherLocations: troubled.filter(({ id }) => !named.has(id)).length };
}

function ownFirst(troubles: readonly Trouble[], mine: ReadonlySet<string>): readonly Trouble[] {
  const isMine = ({ locations }: Trouble) => locations.some(({ id }) => mine.has(id));
  return [...troubles.filter(isMine), ...troubles.filter((trouble) => !isMine(trouble))];
}
