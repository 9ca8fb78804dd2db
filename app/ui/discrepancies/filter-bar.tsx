import { Button, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { HomeQuery } from "../../use-cases/contract.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import styles from "./filter-bar.module.css";
import type { FilterView } from "./view.ts";

const texts = discrepancyTexts.filters;

export type Filter = Omit<HomeQuery, "after">;

export interface FilterBarProps {
  readonly filter: FilterView;
  readonly busy: boolean;
  readonly onFilter: (filter: Filter) => void;
}

export function FilterBar({ filter, busy, onFilter }: FilterBarProps) {
  const { location, locations, view, sort, sorts } = filter;
  const [search, setSearch] = useState(filter.search);
  const [shown, setShown] = useState(filter.search);
  if (shown !== filter.search) {
    setShown(filter.search);
    setSearch(filter.search);
  }
  const ask = (change: Partial<Filter>) =>
    onFilter({ ...{ view, sort, location: location || null, search: search.trim() || null }, ...change });
  return (
    <form
      role="search"
      className={styles["bar"]}
      onSubmit={(event) => {
        event.preventDefault();
        ask({});
      }}
    >
      <div className={styles["search"]}>
        <TextField
          label={texts.search}
          labelHidden
          placeholder={texts.searchHint}
          name="search"
          type="search"
          value={search}
          onChange={setSearch}
          autoComplete="off"
          clearButton
          onClearButtonClick={() => ask({ search: null })}
        />
      </div>
      <Button submit loading={busy}>
        {texts.apply}
      </Button>
      <div className={styles["location"]}>
        <Select
          label={texts.location}
          labelHidden
          options={[...locations]}
          value={location}
          onChange={(chosen) => ask({ location: chosen || null })}
        />
      </div>
      <div className={styles["location"]}>
        <Select
          label={texts.sort}
          labelInline
          options={[...sorts]}
          value={sort}
          onChange={(chosen) => ask({ sort: sorts.find(({ value }) => value === chosen)?.value ?? "weight" })}
        />
      </div>
    </form>
  );
}
