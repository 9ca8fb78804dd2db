import { Button, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import styles from "./filter-bar.module.css";
import type { FilterView } from "./view.ts";

const texts = discrepancyTexts.filters;

/** Empty text means: not filtered by it. */
export interface Filter {
  readonly location: string;
  readonly search: string;
}

export interface FilterBarProps {
  readonly filter: FilterView;
  readonly busy: boolean;
  readonly onFilter: (filter: Filter) => void;
}

export function FilterBar({ filter, busy, onFilter }: FilterBarProps) {
  const { location, locations } = filter;
  const [search, setSearch] = useState(filter.search);
  const [shown, setShown] = useState(filter.search);
  if (shown !== filter.search) {
    setShown(filter.search);
    setSearch(filter.search);
  }
  return (
    <form
      role="search"
      className={styles["bar"]}
      onSubmit={(event) => {
        event.preventDefault();
        onFilter({ location, search: search.trim() });
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
          onClearButtonClick={() => onFilter({ location, search: "" })}
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
          onChange={(chosen) => onFilter({ location: chosen, search: search.trim() })}
        />
      </div>
    </form>
  );
}
