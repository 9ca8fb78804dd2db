import { formatFor, type Format } from "../format.ts";
import { resyncTexts } from "../texts/resyncs.ts";
import { countName } from "../texts/states.ts";
import { systemsInSentence } from "../texts/systems.ts";
import type { PlannedKey, ResyncPreview, ResyncSubject } from "../../use-cases/contract.ts";
import type { PreviewKeyView, PreviewView, RefusalView } from "./view.ts";
import { locationNamer } from "./words.ts";

const texts = resyncTexts.preview;
const tones = { lasts: "success", undone: "critical", unknown: "attention" } as const;

export function presentPreview(data: ResyncPreview, locale: string): PreviewView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const place = locationNamer(data.locations);
  const doable = data.plans.filter(({ decision, heldBy }) => decision.kind !== "refuse" && heldBy === null);
  const asked = doable.length + data.unread;
  const count = format.count(asked);
  return {
    requestId: data.requestId,
    subject: subjectOf(data),
    route: data.wish.route ?? "",
    insistence: data.wish.insistence ?? "",
    keys: data.plans.map((plan) => presentKey(plan, place, format)),
    left: data.left > 0 ? texts.left(format.count(data.left)) : null,
    unread: data.unread > 0 ? texts.unread(format.count(data.unread), data.unread === 1) : null,
    doable: asked,
    confirm: texts.confirm(count, asked === 1),
    typed: data.needsTyping ? String(data.plans.length + data.unread) : null,
    canAsk: data.canAsk,
    mayInsist:
      data.wish.insistence !== null ||
      data.plans.some(({ decision }) => decision.kind === "refuse" && decision.refusal.insistable),
  };
}

/** What is gone is not asked for again. */
function subjectOf({ wish: { subject }, plans }: ResyncPreview): ResyncSubject {
  if (subject.kind !== "discrepancies") return subject;
  return { kind: "discrepancies", ids: plans.flatMap(({ row }) => row.discrepancies) };
}

function presentKey(plan: PlannedKey, place: (id: string) => string, format: Format): PreviewKeyView {
  const { row, decision, outlook, asked, fresh, productTitle } = plan;
  const number = (value: typeof row.shownFrom) => (value === null ? "?" : format.quantity(value));
  const read = Object.values(fresh.sides).map(({ observedAt }) => observedAt);
  return {
    id: row.id,
    title: productTitle,
    sku: row.sku,
    location: place(row.locationId),
    pool: countName(row.pool),
    change: texts.from(number(row.shownFrom), number(row.shownTo)),
    readAt: read.length === 0 ? null : texts.readAt(format.clock(Math.min(...read))),
    how: asked ? texts.ask(asked.name) : texts.set(systemsInSentence[row.truth]),
    approval: decision.kind !== "refuse" && decision.needsApproval ? texts.approval : null,
    lasting: {
      label: texts.lasting[outlook.lasting],
      tone: tones[outlook.lasting],
      sentence: outlook.sentence,
    },
    refusal: refusalOf(plan),
  };
}

function refusalOf({ decision, heldBy }: PlannedKey): RefusalView | null {
  if (heldBy !== null) {
    return { sentence: texts.heldBy, wayOn: texts.seeIt, href: `/app/resyncs/${heldBy}`, advice: false };
  }
  if (decision.kind !== "refuse") return null;
  const { sentence, wayOn, href, insistable } = decision.refusal;
  return { sentence, wayOn, href, advice: insistable };
}
