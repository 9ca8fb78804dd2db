import { Button, Select, Tag, TextField } from "@shopify/polaris";
import { lazy, startTransition, Suspense, useState } from "react";
import type { HomeQuery } from "../../use-cases/contract.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import styles from "./filter-bar.module.css";
import type { FinderState } from "./filter-panel.tsx";
import { SavedView, type SavingProps } from "./saved-view.tsx";
import type { FilterView } from "./view.ts";

const texts = discrepancyTexts.filters;
// What most mornings do without is loaded when it is opened.
const FilterPanel = lazy(() => import("./filter-panel.tsx"));

export interface FilterBarProps {
  readonly filter: FilterView;
  readonly busy: boolean;
  readonly finder: FinderState;
  readonly saving: SavingProps;
  readonly onQuery: (query: HomeQuery) => void;
  readonly onGo: (href: string) => void;
}

/** Search, order and filters. Whatever is chosen is in the address at once. */
export function FilterBar({ filter, busy, finder, saving, onQuery, onGo }: FilterBarProps) {
  const { query, sorts, pills, clear, tabs, canSave } = filter;
  const asked = query.filter.search ?? "";
  const [search, setSearch] = useState(asked);
  const [shown, setShown] = useState(asked);
  const [open, setOpen] = useState(false);
  if (shown !== asked) {
    setShown(asked);
    setSearch(asked);
  }
  const ask = (typed: string) =>
    onQuery({ ...query, filter: { ...query.filter, search: typed.trim() || null } });
  const current = tabs.find((tab) => tab.current) ?? null;
  return (
    <div className={styles["filters"]}>
      <div className={styles["bar"]}>
        <form
          role="search"
          className={styles["search"]}
          onSubmit={(event) => {
            event.preventDefault();
            ask(search);
          }}
        >
          <div className={styles["typed"]}>
            <TextField
              label={texts.search}
              labelHidden
              placeholder={texts.searchHint}
              name="search"
              type="search"
              value={search}
              onChange={setSearch}
              autoComplete="off"
              maxLength={300}
              clearButton
              onClearButtonClick={() => ask("")}
            />
          </div>
          <Button submit loading={busy}>
            {texts.apply}
          </Button>
        </form>
        <Button
          disclosure={open ? "up" : "down"}
          ariaExpanded={open}
          onClick={() => startTransition(() => setOpen(!open))}
        >
          {texts.title}
        </Button>
        <div className={styles["sort"]}>
          <Select
            label={texts.sort}
            labelInline
            options={[...sorts]}
            value={query.sort}
            onChange={(chosen) =>
              onQuery({ ...query, sort: sorts.find(({ value }) => value === chosen)?.value ?? "weight" })
            }
          />
        </div>
      </div>
      {open && (
        <Suspense fallback={<div className={styles["panel"]} aria-busy="true" />}>
          <FilterPanel filter={filter} finder={finder} onQuery={onQuery} onGo={onGo} />
        </Suspense>
      )}
      {pills.length > 0 && (
        <ul aria-label={texts.applied} className={styles["pills"]}>
          {pills.map(({ label, href }) => (
            <li key={label}>
              <Tag accessibilityLabel={texts.remove(label)} onRemove={() => onGo(href)}>
                {label}
              </Tag>
            </li>
          ))}
          {clear !== null && (
            <li>
              <Button variant="plain" onClick={() => onGo(clear)}>
                {texts.clear}
              </Button>
            </li>
          )}
        </ul>
      )}
      <SavedView key={current?.savedId ?? String(canSave)} {...saving} current={current} canSave={canSave} />
    </div>
  );
}
