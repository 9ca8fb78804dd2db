import { BlockStack, Button, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { Titled } from "../frame/titled.tsx";
import { eventTexts as texts } from "../texts/events.ts";
import type { EventsView } from "./present-events.ts";

export interface EventFormProps {
  readonly form: EventsView["form"];
  readonly busy: boolean;
  readonly fields: Readonly<Record<string, string>>;
  readonly onAdd: (typed: Readonly<Record<string, string>>) => void;
}

export function EventForm({ form, busy, fields, onAdd }: EventFormProps) {
  const [typed, setTyped] = useState({
    at: form.at,
    kind: form.kinds[0]?.value ?? "note",
    system: "",
    location: "",
    note: "",
  });
  const change = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  return (
    <Titled heading={texts.add}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAdd(typed);
        }}
      >
        <BlockStack gap="300">
          <Text as="p" tone="subdued">
            {texts.addBody}
          </Text>
          <FormLayout>
            <TextField
              label={texts.fields.note}
              value={typed.note}
              onChange={change("note")}
              autoComplete="off"
              maxLength={500}
              error={fields["note"] ?? false}
            />
            <FormLayout.Group>
              <TextField
                label={texts.fields.at}
                type="datetime-local"
                value={typed.at}
                onChange={change("at")}
                autoComplete="off"
                helpText={form.zone}
                error={fields["at"] ?? false}
              />
              <Select
                label={texts.fields.kind}
                options={[...form.kinds]}
                value={typed.kind}
                onChange={change("kind")}
                error={fields["kind"] ?? false}
              />
            </FormLayout.Group>
            <FormLayout.Group>
              <Select
                label={texts.fields.system}
                options={[...form.systems]}
                value={typed.system}
                onChange={change("system")}
              />
              <Select
                label={texts.fields.location}
                options={[...form.locations]}
                value={typed.location}
                onChange={change("location")}
                error={fields["location"] ?? false}
              />
            </FormLayout.Group>
          </FormLayout>
          <div>
            <Button submit variant="primary" loading={busy}>
              {texts.save}
            </Button>
          </div>
        </BlockStack>
      </form>
    </Titled>
  );
}
