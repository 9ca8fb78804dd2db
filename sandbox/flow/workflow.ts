/** What a merchant builds in Flow: one trigger, and one action whose fields are filled in from it. */
export interface Workflow {
  readonly id: string;
  readonly trigger: string;
  /** Handle of the action; null: a workflow whose steps are all Flow's own. */
  readonly action: string | null;
  /** By field of the action: text in which `{{key}}` stands for a value of the trigger. */
  readonly fields: Readonly<Record<string, string>>;
}

export type Payload = Readonly<Record<string, unknown>>;

/** The action's fields for one trigger; one that comes out empty is left out. */
export function fillIn({ fields }: Pick<Workflow, "fields">, payload: Payload): Record<string, string> {
  const filled = Object.entries(fields).map(
    ([key, text]) =>
      [key, text.replace(/\{\{([^}]+)\}\}/g, (_, name: string) => valueOf(payload[name.trim()]))] as const,
  );
  return Object.fromEntries(filled.filter(([, text]) => text !== ""));
}

function valueOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}
