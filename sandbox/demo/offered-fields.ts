import { describeForm } from "../../app/connectors/config.ts";
import type { Connector } from "../../app/connectors/contract.ts";
import type { OfferedField } from "../admin/ports.ts";
import { formEntries } from "./form-entries.ts";

/** A configuration as the app's own form asks for it: each field's title and what to type or choose there. */
export function offeredFields(connector: Connector, configuration: object): readonly OfferedField[] {
  const fields = describeForm(connector.config);
  return [...formEntries(configuration)].map(([path, value]) => {
    const field = fields.find(({ name }) => name === path);
    if (field === undefined) throw new RangeError(`The form of ${connector.id} has no field ${path}.`);
    const choice = field.options.find((option) => option.value === value);
    return { name: path, title: field.title, value: choice?.label ?? value };
  });
}
