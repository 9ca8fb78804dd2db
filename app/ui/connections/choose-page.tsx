import {
  Badge,
  BlockStack,
  Box,
  Button,
  Card,
  InlineGrid,
  InlineStack,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { connectionTexts } from "../texts/connections.ts";
import { besideCards } from "../frame/spacing.ts";
import type { CardView } from "./view.ts";

const texts = connectionTexts.choose;
const back = { content: connectionTexts.title, url: "/app/connections" };

export function ChoosePage({ cards }: { readonly cards: readonly CardView[] }) {
  const [search, setSearch] = useState("");
  const found = cards.filter((card) => matches(card, search));
  return (
    <Page title={texts.title} backAction={back}>
      <BlockStack gap="400">
        <Box paddingInline={besideCards}>
          <TextField
            label={texts.search}
            labelHidden
            placeholder={texts.searchHint}
            type="search"
            value={search}
            onChange={setSearch}
            autoComplete="off"
            clearButton
            onClearButtonClick={() => setSearch("")}
          />
        </Box>
        <div role="status">{found.length === 0 && <NothingFound search={search} />}</div>
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
          {found.map((card) => (
            <ConnectorCard key={card.id} card={card} />
          ))}
        </InlineGrid>
      </BlockStack>
    </Page>
  );
}

/** Every word that was typed stands somewhere on the card. */
function matches({ name, summary, roles, capabilities }: CardView, search: string): boolean {
  const words = [name, summary, roles, ...capabilities].join(" ").toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

function ConnectorCard({ card: { href, name, summary, roles, capabilities } }: { readonly card: CardView }) {
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {name}
          </Text>
          <Text as="p">{summary}</Text>
          <Text as="p" tone="subdued">
            {roles}
          </Text>
        </BlockStack>
        <InlineStack gap="100">
          {capabilities.map((capability) => (
            <Badge key={capability}>{capability}</Badge>
          ))}
        </InlineStack>
        <Button url={href}>{texts.use(name)}</Button>
      </BlockStack>
    </Card>
  );
}

function NothingFound({ search }: { readonly search: string }) {
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h2" variant="headingSm" breakWord>
          {texts.none(search)}
        </Text>
        <Text as="p" tone="subdued">
          {texts.noneBody}
        </Text>
      </BlockStack>
    </Card>
  );
}
