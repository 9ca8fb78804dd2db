import { Box, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { commonTexts } from "../texts/common.ts";
import type { Paged } from "./use-pages.ts";

const texts = commonTexts.pages;

/** Finds in a long list; stands above it, and only where the list is long. */
export function FindBox({ pages, label }: { readonly pages: Paged<unknown>; readonly label: string }) {
  if (!pages.hasMore && pages.words === "") return null;
  return (
    <Box paddingInline="400" paddingBlockEnd="400">
      <TextField
        label={label}
        value={pages.words}
        onChange={pages.find}
        autoComplete="off"
        type="search"
        clearButton
        onClearButtonClick={() => pages.find("")}
      />
    </Box>
  );
}

/** What is not shown yet; stands below the list. */
export function ShowMore({ pages }: { readonly pages: Paged<unknown> }) {
  if (pages.matching === 0)
    return (
      <Box padding="400">
        <Text as="p">{texts.none}</Text>
      </Box>
    );
  if (!pages.hasMore) return null;
  return (
    <Box padding="400">
      <InlineStack gap="300" blockAlign="center">
        <Text as="p">{texts.shown(String(pages.shown.length), String(pages.matching))}</Text>
        <Button onClick={pages.showMore}>{texts.more}</Button>
      </InlineStack>
    </Box>
  );
}
