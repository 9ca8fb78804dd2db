interface Place {
  readonly id: string;
  /** What people call it; may be empty. */
  readonly code: string;
}

/** A code for each place by its id: its own where it has one that no other has, else with its id, which never changes. */
export function uniqueCodes(places: readonly Place[]): ReadonlyMap<string, string> {
  const sharing = Map.groupBy(places, ({ code }) => code);
  return new Map(
    places.map(({ id, code }) => {
      if (code === "") return [id, id];
      return [id, sharing.get(code)?.length === 1 ? code : `${code}#${id}`];
    }),
  );
}
