import { Checkbox, Select, TextField } from "@shopify/polaris";
import type { FormField } from "../../connectors/config.ts";
import { connectionTexts } from "../texts/connections.ts";
import { FileInput } from "./file-input.tsx";

const texts = connectionTexts.form;

export interface FieldInputProps {
  readonly field: FormField;
  readonly value: string;
  /** A secret is stored; an empty answer keeps it. */
  readonly stored: boolean;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

/** One field of a connector's form, by its widget. */
export function FieldInput({ field, value, stored, error, onChange }: FieldInputProps) {
  const { name, title, widget, placeholder, options, required } = field;
  const help = [field.help, stored ? texts.stored : null].filter((text) => text !== null).join(" ");
  const common = {
    label: title,
    name,
    helpText: help === "" ? undefined : help,
    requiredIndicator: required && !stored && widget !== "select",
    ...(error === null ? {} : { error }),
  };
  switch (widget) {
    case "select":
      return (
        <Select
          {...common}
          options={value === "" ? [{ value: "", label: texts.choose }, ...options] : [...options]}
          value={value}
          onChange={onChange}
        />
      );
    case "checkbox":
      return (
        <Checkbox
          label={title}
          name={name}
          value="true"
          helpText={common.helpText}
          checked={value === "true"}
          onChange={(checked) => onChange(String(checked))}
          {...(error === null ? {} : { error })}
        />
      );
    case "file":
      return <FileInput name={name} label={title} help={common.helpText} error={error} current={value} />;
    default:
      return (
        <TextField
          {...common}
          {...(placeholder === null ? {} : { placeholder })}
          type={widget === "secret" ? "password" : "text"}
          inputMode={widget === "number" ? "decimal" : widget === "address" ? "url" : "text"}
          multiline={widget === "textarea" || widget === "lines" ? 3 : false}
          monospaced={widget === "address" || widget === "lines"}
          autoComplete={widget === "secret" ? "new-password" : "off"}
          spellCheck={false}
          value={value}
          onChange={onChange}
        />
      );
  }
}
