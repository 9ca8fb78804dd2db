import { Button, InlineStack, Link, Select, Text, TextField } from "@shopify/polaris";
import { memo, startTransition, useState } from "react";
import type { Selection } from "../../use-cases/contract.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import styles from "./selection.module.css";
import type { KeyView, TableView } from "./view.ts";

const texts = discrepancyTexts.selection;

/** The page that shows what a resync of these rows would do. */
function resyncHref(rows: readonly KeyView[]): string {
  return `/app/resyncs/new?discrepancy=${idsOf(rows).join(",")}`;
}

function idsOf(rows: readonly KeyView[]): readonly string[] {
  return rows.flatMap(({ pools }) => pools.map(({ id }) => id));
}

export interface StepTyped {
  readonly kind: "acknowledge" | "snooze" | "ignore" | "reopen";
  readonly text: string;
  readonly hours: string;
}

export interface ManyProps {
  readonly busy: boolean;
  /** What is wrong with what was typed. */
  readonly problem: string | null;
  readonly exporting: boolean;
  /** SKUs at locations over all pages, as text; null while it is not known. */
  readonly matching: { readonly text: string | null; readonly counting: boolean };
  readonly onCount: () => void;
  readonly onStep: (selection: Selection, typed: StepTyped) => void;
  readonly onExport: (selection: Selection) => void;
}

/** With the list that the rows are a page of. */
export type Many = ManyProps & { readonly table: TableView };

export interface SelectionBarProps {
  /** Null where the rows are no page of a list: then only a resync can be asked for. */
  readonly many: Many | null;
  readonly rows: readonly KeyView[];
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

/** Ids of rows on this page, or everything that the query means. */
export interface Chosen {
  readonly rows: ReadonlySet<string>;
  readonly everything: boolean;
}

export const nothingChosen: Chosen = { rows: new Set(), everything: false };

/** Everything or nothing of this page, and what to do with what is chosen. */
export function SelectionBar(props: SelectionBarProps) {
  const { many, rows, chosen, onChoose } = props;
  const here = rows.filter(({ id }) => chosen.rows.has(id));
  const all = here.length === rows.length;
  const goesOn = many !== null && (many.table.next !== null || many.table.first !== null);
  const count = many?.matching.text ?? null;
  const [checked, toggleAll] = usePrompt(all, () => {
    onChoose(all ? nothingChosen : { rows: new Set(rows.map(({ id }) => id)), everything: false });
    if (!all && goesOn) many.onCount();
  });
  return (
    <div className={styles["bar"]} data-active={here.length > 0}>
      <label className={styles["all"]}>
        <input
          type="checkbox"
          className={styles["box"]}
          ref={(box) => {
            if (box) box.indeterminate = here.length > 0 && !all;
          }}
          checked={checked}
          onChange={toggleAll}
        />
        <span>
          {chosen.everything
            ? texts.everything(count ?? "")
            : here.length === 0
              ? texts.all
              : texts.chosen(String(here.length))}
        </span>
      </label>
      {all && goesOn && !chosen.everything && (
        <Button
          variant="plain"
          disabled={count === null}
          onClick={() => onChoose({ ...chosen, everything: true })}
        >
          {count === null ? texts.counting : texts.chooseEverything(count)}
        </Button>
      )}
      {here.length > 0 ? (
        many === null ? (
          <Button url={resyncHref(here)} variant="primary">
            {texts.request}
          </Button>
        ) : (
          <Steps here={here} chosen={chosen} onChoose={onChoose} {...many} />
        )
      ) : (
        <Text as="span" tone="subdued">
          {texts.help}
        </Text>
      )}
    </div>
  );
}

function Steps({
  table,
  here,
  chosen,
  busy,
  problem,
  exporting,
  onStep,
  onExport,
  onChoose,
}: Many & Pick<SelectionBarProps, "chosen" | "onChoose"> & { readonly here: readonly KeyView[] }) {
  const [asking, ask] = useState<"snooze" | "ignore" | null>(null);
  const [hours, setHours] = useState("24");
  const [reason, setReason] = useState("");
  const selection: Selection = chosen.everything
    ? { kind: "all", query: table.query }
    : { kind: "some", ids: idsOf(here) };
  if (asking !== null)
    return (
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          onStep(selection, { kind: asking, text: asking === "ignore" ? reason : "", hours });
        }}
      >
        {asking === "snooze" ? (
          <Select
            label={texts.snoozeFor}
            labelInline
            options={texts.snoozes}
            value={hours}
            onChange={setHours}
          />
        ) : (
          <div className={styles["reason"]}>
            <TextField
              label={texts.reason}
              value={reason}
              onChange={setReason}
              autoComplete="off"
              maxLength={500}
              autoFocus
              {...(problem === null ? {} : { error: problem })}
            />
          </div>
        )}
        <Button submit variant="primary" loading={busy}>
          {asking === "snooze" ? texts.snooze : texts.ignore}
        </Button>
        <Button onClick={() => ask(null)}>{texts.cancel}</Button>
      </form>
    );
  const step = (kind: StepTyped["kind"]) => onStep(selection, { kind, text: "", hours: "" });
  return (
    <div role="group" aria-label={texts.actions} className={styles["steps"]}>
      <InlineStack gap="200" blockAlign="center">
        <Button {...(chosen.everything ? { disabled: true } : { url: resyncHref(here) })} variant="primary">
          {texts.request}
        </Button>
        <Button loading={busy} onClick={() => step("acknowledge")}>
          {texts.acknowledge}
        </Button>
        <Button onClick={() => ask("snooze")}>{texts.snooze}</Button>
        <Button onClick={() => ask("ignore")}>{texts.ignore}</Button>
        {table.canReopen && <Button onClick={() => step("reopen")}>{texts.reopen}</Button>}
        <Button loading={exporting} onClick={() => onExport(selection)}>
          {texts.export}
        </Button>
        <Button variant="plain" onClick={() => onChoose(nothingChosen)}>
          {texts.clear}
        </Button>
        {chosen.everything && (
          <Text as="span" tone="subdued">
            {texts.requestHelp}
          </Text>
        )}
      </InlineStack>
    </div>
  );
}

export interface RowSelectionProps {
  readonly sku: string;
  readonly location: string;
  readonly selected: boolean;
  readonly onToggle: () => void;
}

/** The browser's own box: many of Polaris' cost a slow machine more than the blink that a click may take. */
export function RowSelection({ sku, location, selected, onToggle }: RowSelectionProps) {
  const [checked, onChange] = usePrompt(selected, onToggle);
  return (
    <input
      type="checkbox"
      className={styles["box"]}
      aria-label={texts.choose(sku, location)}
      checked={checked}
      onChange={onChange}
    />
  );
}

/** A box that shows its tick at once, while what follows from it is drawn when there is time. */
function usePrompt(selected: boolean, onToggle: () => void): readonly [boolean, () => void] {
  const [checked, setChecked] = useState(selected);
  const [told, setTold] = useState(selected);
  if (told !== selected) {
    setTold(selected);
    setChecked(selected);
  }
  return [
    checked,
    () => {
      setChecked(!checked);
      startTransition(onToggle);
    },
  ];
}

export const RowResync = memo(function RowResync({ row }: { readonly row: KeyView }) {
  return (
    <Link
      url={resyncHref([row])}
      accessibilityLabel={texts.requestFor(row.sku, row.location)}
      removeUnderline
    >
      {texts.request}
    </Link>
  );
});
