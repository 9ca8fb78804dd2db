import { Button, Checkbox, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { Choice, ChoiceKind, HomeQuery } from "../../use-cases/contract.ts";
import { homeAddress, homeSearch, readHomeQuery } from "../../use-cases/home-query.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import styles from "./filter-bar.module.css";
import type { FilterView } from "./view.ts";

const texts = discrepancyTexts.filters;

/** What was found for the text that was typed last. */
export interface FinderState {
  readonly kind: ChoiceKind | null;
  readonly found: readonly Choice[] | null;
  readonly busy: boolean;
  readonly onFind: (kind: ChoiceKind, typed: string) => void;
}

export interface FilterPanelProps {
  readonly filter: FilterView;
  readonly finder: FinderState;
  readonly onQuery: (query: HomeQuery) => void;
  readonly onGo: (href: string) => void;
}

/** Choosing a value adds it; its pill takes it away again. */
export default function FilterPanel({ filter, finder, onQuery, onGo }: FilterPanelProps) {
  const { query, pickers, finders, columns } = filter;
  const add = (name: string, value: string) => {
    const given = new URLSearchParams(homeSearch(query));
    // Of ages only one can be meant.
    if (name === "age") given.delete(name);
    given.append(name, value);
    onGo(homeAddress(readHomeQuery(given)));
  };
  return (
    <div className={styles["panel"]}>
      {pickers.map(({ name, label, options }) => (
        <Select
          key={name}
          label={label}
          options={[{ value: "", label: texts.add }, ...options]}
          value=""
          onChange={(value) => value !== "" && add(name, value)}
          disabled={options.length === 0}
        />
      ))}
      {finders.map(({ kind, label }) => (
        <Finder key={kind} kind={kind} label={label} state={finder} onChoose={(value) => add(kind, value)} />
      ))}
      <fieldset className={styles["columns"]}>
        <legend>{texts.columns}</legend>
        <InlineStack gap="400">
          {columns.map(({ value, label, shown }) => (
            <Checkbox
              key={value}
              label={label}
              checked={shown}
              onChange={() =>
                onQuery({
                  ...query,
                  without: shown
                    ? [...query.without, value]
                    : query.without.filter((other) => other !== value),
                })
              }
            />
          ))}
        </InlineStack>
      </fieldset>
      <Checkbox
        label={texts.grouped}
        checked={query.grouped}
        onChange={(grouped) => onQuery({ ...query, grouped })}
      />
    </div>
  );
}

function Finder({
  kind,
  label,
  state,
  onChoose,
}: {
  readonly kind: ChoiceKind;
  readonly label: string;
  readonly state: FinderState;
  readonly onChoose: (value: string) => void;
}) {
  const [typed, setTyped] = useState("");
  const mine = state.kind === kind;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        state.onFind(kind, typed);
      }}
    >
      <TextField
        label={label}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        maxLength={100}
        connectedRight={
          <Button submit loading={mine && state.busy} accessibilityLabel={texts.find(label)}>
            {texts.apply}
          </Button>
        }
      />
      {mine && state.found !== null && (
        <ul aria-label={texts.found(label)} className={styles["found"]}>
          {state.found.map((choice) => (
            <li key={choice.value}>
              <Button variant="plain" textAlign="left" onClick={() => onChoose(choice.value)}>
                {choice.label}
              </Button>
            </li>
          ))}
          {state.found.length === 0 && (
            <li>
              <Text as="span" tone="subdued">
                {texts.nothingFound}
              </Text>
            </li>
          )}
        </ul>
      )}
    </form>
  );
}
