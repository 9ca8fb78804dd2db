import {
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useRef, useState, type FormEvent } from "react";
import { connectionTexts } from "../texts/connections.ts";
import { besideCards } from "../frame/spacing.ts";
import { FieldGroup } from "./field-group.tsx";
import { FormAnswerCard } from "./form-answer-card.tsx";
import type { FormAnswer, FormView } from "./view.ts";

const texts = connectionTexts.form;

export type FormIntent = "test" | "save";

export interface ConnectionFormProps {
  readonly form: FormView;
  readonly answer: FormAnswer | null;
  readonly busy: FormIntent | null;
  readonly onSend: (intent: FormIntent, typed: FormData) => void;
  /** An existing connection keeps its role, and is saved by the admin's save bar, which appears with the first change. */
  readonly saved: boolean;
}

/** The common fields of a connection, then those of the connector's schema. Keeps what was typed, whatever the answer. */
export function ConnectionForm({ form, answer, busy, onSend, saved }: ConnectionFormProps) {
  const element = useRef<HTMLFormElement>(null);
  const [common, setCommon] = useState(commonOf(form));
  const [values, setValues] = useState(form.values);
  const [seen, setSeen] = useState(answer);
  if (seen !== answer) {
    setSeen(answer);
    // What is stored is not shown, also not to the person who has just typed it.
    if (answer?.kind === "saved") setValues(withoutSecrets(form, values));
  }
  const errors = answer?.kind === "refused" ? answer.fields : {};
  const send = (intent: FormIntent) => {
    if (element.current) onSend(intent, new FormData(element.current));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send("save");
  };
  const reset = () => {
    setCommon(commonOf(form));
    setValues(form.values);
  };
  return (
    <form
      ref={element}
      noValidate
      onSubmit={submit}
      onReset={reset}
      {...(saved ? { "data-save-bar": true } : {})}
    >
      <BlockStack gap="400">
        <Card>
          <FormLayout>
            <Text as="h2" variant="headingMd">
              {texts.about}
            </Text>
            <TextField
              label={texts.name}
              name="name"
              helpText={texts.nameHelp}
              value={common.name}
              onChange={(name) => setCommon({ ...common, name })}
              autoComplete="off"
              {...(errors["name"] === undefined ? {} : { error: errors["name"] })}
            />
            <Select
              label={texts.role}
              name="role"
              options={[...form.roles]}
              value={common.role}
              onChange={(role) => setCommon({ ...common, role })}
              disabled={saved}
              {...(errors["role"] === undefined ? {} : { error: errors["role"] })}
            />
            {saved && <input type="hidden" name="role" value={common.role} />}
            <Checkbox
              label={texts.sparse}
              helpText={texts.sparseHelp}
              name="sparse"
              value="true"
              checked={common.sparse}
              onChange={(sparse) => setCommon({ ...common, sparse })}
            />
            {form.sweepEveryHours !== null && (
              <TextField
                label={texts.sweepEveryHours}
                helpText={texts.sweepEveryHoursHelp}
                name="sweepEveryHours"
                type="integer"
                inputMode="numeric"
                suffix={texts.hours}
                value={common.sweepEveryHours}
                onChange={(sweepEveryHours) => setCommon({ ...common, sweepEveryHours })}
                autoComplete="off"
                {...(errors["sweepEveryHours"] === undefined ? {} : { error: errors["sweepEveryHours"] })}
              />
            )}
          </FormLayout>
        </Card>
        {form.groups.map((group) => (
          <FieldGroup
            key={group.name}
            group={group}
            values={values}
            storedSecrets={form.storedSecrets}
            errors={errors}
            onChange={(name, value) => setValues({ ...values, [name]: value })}
          />
        ))}
        <FormAnswerCard answer={answer} />
        <Box paddingInline={besideCards}>
          <InlineStack align="end" gap="200">
            <Button disabled={busy !== null} loading={busy === "test"} onClick={() => send("test")}>
              {answer === null ? texts.test : texts.testAgain}
            </Button>
            {!saved && (
              <Button submit variant="primary" disabled={busy !== null} loading={busy === "save"}>
                {texts.save}
              </Button>
            )}
          </InlineStack>
        </Box>
      </BlockStack>
    </form>
  );
}

function commonOf({ name, role, sparse, sweepEveryHours }: FormView) {
  return { name, role, sparse, sweepEveryHours: sweepEveryHours ?? "" };
}

function withoutSecrets({ groups }: FormView, values: FormView["values"]): FormView["values"] {
  const secrets = groups.flatMap(({ fields }) => fields).filter(({ widget }) => widget === "secret");
  return { ...values, ...Object.fromEntries(secrets.map(({ name }) => [name, ""])) };
}
