import { Box, Button, Checkbox, InlineStack, Link, Text } from "@shopify/polaris";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import type { KeyView } from "./view.ts";

const texts = discrepancyTexts.selection;

/** The page that shows what a resync of these rows would do. */
function resyncHref(rows: readonly KeyView[]): string {
  const ids = rows.flatMap(({ pools }) => pools.map(({ id }) => id));
  return `/app/resyncs/new?discrepancy=${ids.join(",")}`;
}

export interface SelectionBarProps {
  readonly rows: readonly KeyView[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

/** Everything or nothing of this page, and what to do with what is chosen. */
export function SelectionBar({ rows, selected, onSelect }: SelectionBarProps) {
  const chosen = rows.filter(({ id }) => selected.has(id));
  const all = chosen.length === rows.length;
  return (
    <Box paddingInline="400" paddingBlock="200">
      <InlineStack gap="400" blockAlign="center" align="space-between">
        <Checkbox
          label={chosen.length === 0 ? texts.all : texts.chosen(chosen.length)}
          checked={all ? true : chosen.length > 0 ? "indeterminate" : false}
          onChange={() => onSelect(new Set(all ? [] : rows.map(({ id }) => id)))}
        />
        {chosen.length > 0 ? (
          <Button url={resyncHref(chosen)} variant="primary">
            {texts.request}
          </Button>
        ) : (
          <Text as="span" tone="subdued">
            {texts.help}
          </Text>
        )}
      </InlineStack>
    </Box>
  );
}

export interface RowSelectionProps {
  readonly row: KeyView;
  readonly selected: boolean;
  readonly onToggle: () => void;
}

export function RowSelection({ row, selected, onToggle }: RowSelectionProps) {
  return (
    <Checkbox
      label={texts.choose(row.sku, row.location)}
      labelHidden
      checked={selected}
      onChange={onToggle}
    />
  );
}

export function RowResync({ row }: { readonly row: KeyView }) {
  return (
    <Link
      url={resyncHref([row])}
      accessibilityLabel={texts.requestFor(row.sku, row.location)}
      removeUnderline
    >
      {texts.request}
    </Link>
  );
}
