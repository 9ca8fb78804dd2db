import type { FormField } from "../../connectors/config.ts";

/** Whether all conditions of a field hold for what is typed. The server judges again when it reads the form. */
export function isShown(field: FormField, values: Readonly<Record<string, string>>): boolean {
  return field.showWhen.every((condition) => condition.in.includes(values[condition.field] ?? ""));
}
