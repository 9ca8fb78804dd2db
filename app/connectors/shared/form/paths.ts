type Container = Record<string, unknown>;

/** What stands at a dotted path; undefined where there is nothing. */
export function valueAt(root: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    if (!isContainer(value) || !Object.hasOwn(value, key)) return undefined;
    return value[key];
  }, root);
}

/** Puts a value at a dotted path of `root`, making the objects on the way. */
export function setAt(root: unknown, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let place = root;
  for (const key of keys) {
    if (!isContainer(place)) return;
    if (!isContainer(place[key])) place[key] = {};
    place = place[key];
  }
  if (isContainer(place)) place[last] = value;
}

function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null;
}
