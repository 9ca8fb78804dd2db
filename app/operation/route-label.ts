/** What a build says of one of its routes. */
export interface BuiltRoute {
  readonly parentId?: string;
  readonly path?: string;
}

/**
 * Names the route that answers a path, such as `/app/discrepancies/:id`: a path itself would make a series of metrics per discrepancy,
 * and carry what people typed. Anything that no route answers is `other`.
 */
export function routeLabels(
  routes: Readonly<Record<string, BuiltRoute | undefined>>,
): (path: string) => string {
  const patterns = [...new Set(Object.keys(routes).map((id) => patternOf(id, routes)))]
    // The more that is fixed in a pattern, the more it says: /app/resyncs/new before /app/resyncs/:id.
    .sort((a, b) => variables(a) - variables(b) || b.length - a.length)
    .map((pattern) => ({ pattern, matches: matcher(pattern) }));
  return (path) => patterns.find(({ matches }) => matches.test(path))?.pattern ?? "other";
}

function patternOf(id: string, routes: Readonly<Record<string, BuiltRoute | undefined>>): string {
  const parts: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = routes[at]?.parentId) {
    const path = routes[at]?.path;
    if (path) parts.unshift(path);
  }
  return `/${parts.join("/")}`;
}

function variables(pattern: string): number {
  return pattern.split("/").filter((part) => part.startsWith(":") || part === "*").length;
}

function matcher(pattern: string): RegExp {
  const source = pattern
    .split("/")
    .map((part) => (part === "*" ? ".*" : part.startsWith(":") ? "[^/]+" : literally(part)))
    .join("/");
  return new RegExp(`^${source}/?$`);
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
