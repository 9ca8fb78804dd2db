import { Link } from "@shopify/polaris";
import { FactTable } from "../frame/fact-table.tsx";
import { resyncTexts } from "../texts/resyncs.ts";
import type { SentView } from "./view.ts";

const texts = resyncTexts.audit;

export interface SentTableProps {
  readonly entries: readonly SentView[];
  readonly caption: string;
  /** With the way to each entry's request. */
  readonly linked?: boolean;
}

export function SentTable({ entries, caption, linked = false }: SentTableProps) {
  const columns = [texts.when, texts.who, texts.what, resyncTexts.preview.key, texts.change, texts.answer];
  return (
    <FactTable
      caption={caption}
      columns={linked ? [...columns, texts.request] : columns}
      rows={entries.map((entry) => ({
        id: entry.id,
        cells: [
          entry.at,
          <bdi key="who">{entry.who}</bdi>,
          entry.what,
          <bdi key="key">{entry.key}</bdi>,
          entry.change,
          entry.answer,
          ...(linked
            ? [
                <Link key="request" url={entry.requestHref}>
                  {texts.request}
                </Link>,
              ]
            : []),
        ],
      }))}
    />
  );
}
