/** A nested configuration as a form posts it: one text per field, under the field's path (`auth.method`). */
export function formEntries(configuration: object, path = ""): Map<string, string> {
  const entries = Object.entries(configuration) as [string, unknown][];
  return new Map(
    entries.flatMap(([name, value]): [string, string][] => {
      const own = path === "" ? name : `${path}.${name}`;
      if (typeof value === "object" && value !== null) return [...formEntries(value, own)];
      return [[own, String(value)]];
    }),
  );
}
