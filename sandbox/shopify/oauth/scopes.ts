/** Scopes as granted to an app; `write_x` includes `read_x`. */
export function allows(granted: ReadonlySet<string>, scope: string): boolean {
  return granted.has(scope) || granted.has(scope.replace(/^read_/, "write_"));
}
