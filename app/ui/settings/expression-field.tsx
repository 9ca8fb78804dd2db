import { BlockStack, InlineStack, Select, Tag, Text, TextField } from "@shopify/polaris";
import { states, isState } from "../../inventory/index.ts";
import { settingsTexts } from "../texts/settings.ts";
import { countName } from "../texts/states.ts";
import { partsOf, problemOf, textOfParts } from "./expression-parts.ts";

const texts = settingsTexts.pools;

export interface ExpressionFieldProps {
  readonly system: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** What a system counts, put together from chips; the text below says the same, and more where chips do not reach. */
export function ExpressionField({ system, value, error, onChange }: ExpressionFieldProps) {
  const parts = partsOf(value);
  const left = states.filter((state) => !parts?.some((part) => part.state === state));
  return (
    <BlockStack gap="200">
      {parts !== null && (
        <InlineStack gap="200" blockAlign="center">
          <span role="group" aria-label={texts.chips(system)}>
            <InlineStack gap="100">
              {parts.length === 0 && (
                <Text as="span" tone="subdued">
                  {texts.nothing}
                </Text>
              )}
              {parts.map(({ state, sign }) => {
                const words = sign > 0 ? texts.plus(countName(state)) : texts.minus(countName(state));
                return (
                  <Tag
                    key={state}
                    accessibilityLabel={words}
                    onRemove={() => onChange(textOfParts(parts.filter((part) => part.state !== state)))}
                  >
                    {words}
                  </Tag>
                );
              })}
            </InlineStack>
          </span>
          <Select
            label={`${texts.addPart}: ${texts.counts(system)}`}
            labelHidden
            value=""
            options={[
              { value: "", label: texts.addPart },
              ...left.flatMap((state) => [
                { value: `+${state}`, label: texts.plus(countName(state)) },
                { value: `-${state}`, label: texts.minus(countName(state)) },
              ]),
            ]}
            onChange={(chosen) => {
              const state = chosen.slice(1);
              if (isState(state))
                onChange(textOfParts([...parts, { state, sign: chosen.startsWith("+") ? 1 : -1 }]));
            }}
          />
        </InlineStack>
      )}
      <TextField
        label={texts.asText(system)}
        value={value}
        onChange={onChange}
        autoComplete="off"
        monospaced
        helpText={texts.textHelp}
        error={problemOf(value) ?? error ?? false}
      />
    </BlockStack>
  );
}
