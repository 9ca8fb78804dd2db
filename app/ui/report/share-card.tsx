import { BlockStack, Button, ButtonGroup, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { copyText } from "../document/hand-on.ts";
import { FactTable } from "../frame/fact-table.tsx";
import { Titled } from "../frame/titled.tsx";
import { showToast } from "../frame/toast.ts";
import { reportTexts } from "../texts/report.ts";
import type { LinkView } from "./present-report.ts";

const texts = reportTexts.share;

export interface ShareCardProps {
  readonly links: readonly LinkView[];
  /** There is nothing left to make a link to. */
  readonly closed?: boolean;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly onShare: (days: string) => void;
  readonly onRevoke: (id: string) => void;
}

export function ShareCard({
  links,
  closed = false,
  busy,
  problem,
  fields,
  onShare,
  onRevoke,
}: ShareCardProps) {
  const [days, setDays] = useState("14");
  const { made, until, opened, address } = texts.columns;
  return (
    <Titled heading={texts.heading}>
      <Text as="p">{texts.body}</Text>
      {problem !== null && (
        <Text as="p" tone="critical">
          {problem}
        </Text>
      )}
      {!closed && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onShare(days);
          }}
        >
          <InlineStack gap="200" blockAlign="end">
            <TextField
              label={texts.days}
              value={days}
              onChange={setDays}
              inputMode="numeric"
              autoComplete="off"
              error={fields["days"] ?? false}
            />
            <Button submit loading={busy}>
              {texts.make}
            </Button>
          </InlineStack>
        </form>
      )}
      {links.length > 0 && (
        <FactTable
          caption={texts.caption}
          columns={[made, until, opened, address]}
          rows={links.map((link) => ({
            id: link.id,
            cells: [
              link.made,
              link.until,
              link.opened,
              <Actions key="link" link={link} onRevoke={onRevoke} />,
            ],
          }))}
        />
      )}
    </Titled>
  );
}

function Actions({
  link: { id, address, live },
  onRevoke,
}: {
  readonly link: LinkView;
  readonly onRevoke: (id: string) => void;
}) {
  if (!live) return null;
  return (
    <BlockStack gap="200">
      <bdi style={{ overflowWrap: "anywhere" }}>{address}</bdi>
      <ButtonGroup>
        <Button
          size="slim"
          onClick={() =>
            void copyText(address).then(
              () => showToast(texts.copied),
              () => showToast(texts.notCopied, true),
            )
          }
        >
          {texts.copy}
        </Button>
        <Button size="slim" tone="critical" onClick={() => onRevoke(id)}>
          {texts.revoke}
        </Button>
      </ButtonGroup>
    </BlockStack>
  );
}
