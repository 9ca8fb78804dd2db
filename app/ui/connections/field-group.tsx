import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import { FieldInput } from "./field-input.tsx";
import { isShown } from "./shown-fields.ts";
import type { FieldGroupView } from "./view.ts";

interface FieldGroupProps {
  readonly group: FieldGroupView;
  readonly values: Readonly<Record<string, string>>;
  readonly storedSecrets: readonly string[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: string) => void;
}

/** The fields of one group that are shown for what is typed, two beside each other where there is room. */
export function FieldGroup({ group, values, storedSecrets, errors, onChange }: FieldGroupProps) {
  const shown = group.fields.filter((field) => isShown(field, values));
  if (shown.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {group.name}
        </Text>
        <InlineGrid columns={shown.length > 2 ? { xs: 1, sm: 2 } : 1} gap="400">
          {shown.map((field) => (
            <FieldInput
              key={field.name}
              field={field}
              value={values[field.name] ?? ""}
              stored={storedSecrets.includes(field.name)}
              error={errors[field.name] ?? null}
              onChange={(value) => onChange(field.name, value)}
            />
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}
