import { html } from "../html.ts";
import type { AdminFlow, FlowAction } from "../ports.ts";
import { type Surroundings, layout, storePath } from "./layout.ts";

type Trigger = AdminFlow["definitions"]["triggers"][number];

/** The fields of the action, filled in as most people would. */
export function newWorkflowPage(
  around: Surroundings,
  { handle, name, fields }: Trigger,
  action: FlowAction | null,
): string {
  return layout(
    around,
    "messages",
    "New workflow",
    html`
      <h1>When: ${name}</h1>
      <section class="card">
        <h2>Do: ${action?.name ?? "nothing in the app"}</h2>
        <form method="post" action="${storePath(around)}/messages/workflows" class="workflow">
          <input type="hidden" name="trigger" value="${handle}" />
          <input type="hidden" name="action" value="${action?.handle ?? ""}" />
          ${(action?.fields ?? []).map(
            (field) =>
              html`<label
                >${field.name}
                <input
                  name="field ${field.key}"
                  value="${usualFor(field.key, fields)}"
                  ${field.required ? "required" : ""}
              /></label>`,
          )}
          <p>Values of the trigger: ${fields.map((key) => `{{${key}}}`).join(", ")}</p>
          <button class="button primary">Turn on workflow</button>
        </form>
      </section>
    `,
  );
}

/** `discrepancy_id` is the trigger's "discrepancy reference", `location_id` its "location id". */
function usualFor(key: string, fields: readonly string[]): string {
  const names = [key, key.replaceAll("_", " "), key.replace(/_id$/, " reference")];
  const found = fields.find((field) => names.includes(field));
  return found === undefined ? "" : `{{${found}}}`;
}
