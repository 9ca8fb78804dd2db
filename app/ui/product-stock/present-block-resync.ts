import type { ResyncPreview } from "../../use-cases/contract.ts";
import { presentPreview } from "../resyncs/present-preview.ts";
import type { PreviewKeyView, PreviewView } from "../resyncs/view.ts";
import { productStockTexts as texts } from "../texts/product-stock.ts";
import type { BlockPreviewRowView, BlockPreviewView, BlockRequestedView } from "./view.ts";

/** Nothing is confirmed from here that is not shown here. */
const MOST = 20;

/** `inApp`: where the app shows the same, as its own address. */
export function presentBlockResync(data: ResyncPreview, inApp: string, locale: string): BlockPreviewView {
  const preview = presentPreview(data, locale);
  const note = noteOf(preview);
  return {
    requestId: preview.requestId,
    rows: preview.keys.slice(0, MOST).map(presentRow),
    confirm: note === null ? preview.confirm : null,
    note,
    link: { label: texts.otherwise, url: inApp.replace(/^\//, "") },
  };
}

function noteOf({ keys, unread, typed, doable }: PreviewView): string | null {
  if (keys.length === 0) return texts.nothingOpen;
  if (typed !== null || unread !== null || keys.length > MOST) return texts.tooLarge;
  return doable === 0 ? texts.nothingDoable : null;
}

function presentRow(key: PreviewKeyView): BlockPreviewRowView {
  const { id, sku, location, pool, change, readAt, how, approval, lasting, refusal } = key;
  return {
    ...{ id, change, readAt, how, approval, lasting },
    place: `${location} · ${sku}`,
    count: pool,
    refusal: refusal && { sentence: refusal.sentence, wayOn: refusal.wayOn },
  };
}

export function presentRequested(requestId: string): BlockRequestedView {
  return { requested: texts.requested, link: { label: texts.follow, url: `app/resyncs/${requestId}` } };
}
