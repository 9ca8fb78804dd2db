import type { ReportedKey } from "../../inventory/index.ts";

/** Whether a row is one of the wanted ones. */
export function keyFilter(keys: readonly ReportedKey[]): (key: ReportedKey) => boolean {
  const wanted = new Set(keys.map(keyText));
  return (key) => wanted.has(keyText(key));
}

/** No character can stand in an item or code and make two keys look the same. */
function keyText({ item, code }: ReportedKey): string {
  return JSON.stringify([item, code]);
}
