import {
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  InlineStack,
  Link,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { FactTable } from "../frame/fact-table.tsx";
import styles from "../frame/facts.module.css";
import { eventTexts as texts } from "../texts/events.ts";
import { HandoffsCard } from "./handoffs-card.tsx";
import { EventForm, type EventFormProps } from "./event-form.tsx";
import type { EventsView } from "./present-events.ts";

export interface EventsPageProps extends Omit<EventFormProps, "form"> {
  readonly view: EventsView;
  readonly onFilter: (filter: { readonly search: string; readonly all: boolean }) => void;
  readonly onRemove: (id: string) => void;
}

export function EventsPage({ view, onFilter, onRemove, ...form }: EventsPageProps) {
  return (
    <Page title={texts.title} subtitle={texts.subtitle}>
      <BlockStack gap="400">
        {view.handoffs && <HandoffsCard handoffs={view.handoffs} />}
        <EventForm key={view.rows.length} form={view.form} {...form} />
        <Card padding="0">
          <Filter view={view} onFilter={onFilter} />
          {view.rows.length === 0 ? (
            <Box padding="400">
              <Text as="h2" variant="headingMd">
                {view.filtered ? texts.noMatch : texts.none}
              </Text>
              {!view.filtered && <Text as="p">{texts.noneBody}</Text>}
            </Box>
          ) : (
            <EventTable rows={view.rows} onRemove={onRemove} />
          )}
          {view.next !== null && (
            <Box padding="400">
              <Link url={view.next}>{texts.next}</Link>
            </Box>
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}

function Filter({ view, onFilter }: Pick<EventsPageProps, "view" | "onFilter">) {
  const [search, setSearch] = useState(view.search);
  return (
    <Box padding="400">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onFilter({ search: search.trim(), all: view.all });
        }}
      >
        <InlineStack gap="300" blockAlign="center">
          <TextField
            label={texts.filters.search}
            labelHidden
            placeholder={texts.filters.hint}
            value={search}
            onChange={setSearch}
            autoComplete="off"
          />
          <Button submit>{texts.filters.apply}</Button>
          <Checkbox
            label={texts.filters.all}
            checked={view.all}
            onChange={(all) => onFilter({ search: search.trim(), all })}
          />
        </InlineStack>
      </form>
    </Box>
  );
}

function EventTable({
  rows,
  onRemove,
}: {
  readonly rows: EventsView["rows"];
  readonly onRemove: (id: string) => void;
}) {
  const { when, what, where, who } = texts.columns;
  return (
    <FactTable
      caption={texts.caption}
      columns={[what, when, where, who]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: [
          row.what,
          <span key="when">
            {row.ago} <span className={styles["small"]}>{row.when}</span>
          </span>,
          row.where,
          <span key="who">
            {row.who}{" "}
            {row.removable && (
              <Button variant="plain" onClick={() => onRemove(row.id)}>
                {texts.remove}
              </Button>
            )}
          </span>,
        ],
      }))}
    />
  );
}
