import { markdownOf } from "../../diagnosis/document/index.ts";
import { stackDocument } from "../../diagnosis/stack/index.ts";
import type { HandoffMapData } from "../../use-cases/contract.ts";
import type { DocumentContent } from "../document/document-page.tsx";
import { mapTexts } from "../texts/map.ts";

/** The handoff map in the form in which a consultant would hand it over. */
export function presentMapDocument({ shop, now, map, learnedAt }: HandoffMapData): DocumentContent {
  const { name, timezone, currency } = shop;
  const document = stackDocument(map, { shop: name, zone: timezone, currency, at: now, learnedAt });
  const markdown = markdownOf(document);
  const day = new Date(now).toISOString().slice(0, 10);
  return {
    title: document.title,
    subtitle: mapTexts.document.subtitle,
    back: { content: mapTexts.document.back, url: "/app/map" },
    document,
    markdown,
    files: [{ name: `handoff-map-${day}.md`, type: "text/markdown", text: markdown }],
  };
}
