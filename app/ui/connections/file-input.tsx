import { InlineError, Text } from "@shopify/polaris";
import { useId } from "react";

export interface FileInputProps {
  readonly name: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly error: string | null;
  /** Name of the file that is stored; empty for none. */
  readonly current: string;
}

/** The browser's own file field: its file travels with the form, and Polaris's drop zone is made for pictures. */
export function FileInput({ name, label, help, error, current }: FileInputProps) {
  const id = useId();
  return (
    <div>
      <div>
        <label htmlFor={id}>{label}</label>
      </div>
      <input
        id={id}
        type="file"
        name={name}
        aria-describedby={`${id}-help`}
        aria-invalid={error !== null}
        style={{ maxInlineSize: "100%", paddingBlock: "var(--p-space-150)" }}
      />
      <div id={`${id}-help`}>
        {error !== null && <InlineError message={error} fieldID={id} />}
        <Text as="span" tone="subdued" breakWord>
          {[current, help].filter((text) => text !== undefined && text !== "").join(" · ")}
        </Text>
      </div>
    </div>
  );
}
