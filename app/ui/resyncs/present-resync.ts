import type { AuditEntry } from "../../resync/audit.ts";
import { countStates, stateOf } from "../../resync/request.ts";
import { isFinal, type Row } from "../../resync/row.ts";
import { formatFor, type Format } from "../format.ts";
import { resyncTexts } from "../texts/resyncs.ts";
import { countName } from "../texts/states.ts";
import { systemsInSentence } from "../texts/systems.ts";
import type { ResyncData } from "../../use-cases/contract.ts";
import type { ResyncRowView, ResyncView, SentView, StepView } from "./view.ts";
import { locationNamer, namer, presentState } from "./words.ts";

const texts = resyncTexts.detail;

type Namer = (id: string) => string;

export function presentResync(data: ResyncData, locale: string): ResyncView {
  const { request, rows, undoable } = data;
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const name = namer(data.people);
  const place = locationNamer(data.locations);
  const state = stateOf(countStates(rows));
  const unsent = rows.filter(({ state: own }) => own === "requested" || own === "awaiting_approval");
  const live = rows.some((row) => !isFinal(row.state));
  return {
    id: request.id,
    title: titleOf(data, place, format),
    subtitle: texts.asked_by(name(request.requestedBy), format.clock(request.requestedAt)),
    state: presentState(state),
    progress: progressOf(rows, format),
    notes: notesOf(data, name),
    undoOf: request.undoOf === null ? null : `/app/resyncs/${request.undoOf}`,
    rows: rows.map((row) => presentRow(row, place, format)),
    steps: stepsOf(data, name, format),
    sent: data.audit.map((entry) => presentEntry(entry, name, place, format)),
    approval: approvalOf(data, format),
    canCancel: unsent.length > 0 && request.cancelRequestedAt === null,
    undo:
      undoable > 0 && request.undoOf === null ? texts.undoHelp(format.count(undoable), undoable === 1) : null,
    live,
  };
}

function titleOf({ request, rows }: ResyncData, place: Namer, format: Format): string {
  const [first] = rows;
  const what =
    rows.length === 1 && first
      ? resyncTexts.list.keyAt(first.sku, place(first.locationId))
      : resyncTexts.list.counts(format.count(rows.length));
  return `${request.undoOf === null ? texts.title : texts.undoTitle}: ${what}`;
}

/** Sent is done here: what follows is watching. */
function progressOf(rows: readonly Row[], format: Format): ResyncView["progress"] {
  const waiting = rows.filter(({ state }) => state === "requested" || state === "sending").length;
  if (waiting === 0 || rows.length < 2) return null;
  const done = rows.length - waiting;
  return {
    text: texts.progress(format.count(done), format.count(rows.length)),
    percent: Math.round((done / rows.length) * 100),
  };
}

function notesOf({ request }: ResyncData, name: Namer): readonly string[] {
  const { insistence, approvedBy, approvedAlone, cancelRequestedBy } = request;
  return [
    ...(insistence === null ? [] : [texts.insistence(insistence)]),
    ...(approvedBy === null
      ? []
      : [approvedAlone ? texts.approvedAlone(name(approvedBy)) : texts.approvedBy(name(approvedBy))]),
    ...(cancelRequestedBy === null ? [] : [texts.cancelledBy(name(cancelRequestedBy))]),
  ];
}

function presentRow(row: Row, place: Namer, format: Format): ResyncRowView {
  const at = row.cameBackAt ?? row.finishedAt ?? row.acceptedAt;
  return {
    id: row.id,
    sku: row.sku,
    location: place(row.locationId),
    pool: countName(row.pool),
    change: changeText(row.from ?? row.shownFrom, row.to ?? row.shownTo, format),
    how: howOf(row),
    state: presentState(row.state),
    why: row.why,
    when: at === null ? null : format.clock(at),
  };
}

function changeText(from: Row["from"], to: Row["to"], format: Format): string {
  const number = (value: Row["from"]) => (value === null ? "?" : format.quantity(value));
  return resyncTexts.preview.from(number(from), number(to));
}

const STEPS_SHOWN = 200;

function stepsOf({ rows, transitions }: ResyncData, name: Namer, format: Format): readonly StepView[] {
  return rows
    .flatMap((row) => (transitions.get(row.id) ?? []).map((step, index) => ({ row, step, index })))
    .sort((a, b) => a.step.at - b.step.at || a.row.position - b.row.position || a.index - b.index)
    .slice(0, STEPS_SHOWN)
    .map(({ row, step, index }) => ({
      id: `${row.id} ${index}`,
      at: format.clock(step.at),
      sku: row.sku,
      step: resyncTexts.states[step.to],
      who: name(step.actor),
      why: step.why,
    }));
}

export function presentEntry(entry: AuditEntry, name: Namer, place: Namer, format: Format): SentView {
  const { audit } = resyncTexts;
  return {
    id: entry.id,
    at: format.moment(entry.at),
    who: name(entry.actor),
    what:
      entry.quantity === null
        ? audit.ask(entry.target)
        : audit.set(countName(entry.quantity).toLowerCase(), entry.target),
    key: resyncTexts.list.keyAt(entry.sku ?? "–", entry.locationId === null ? "–" : place(entry.locationId)),
    change: changeText(entry.from, entry.to, format),
    answer: entry.answer ?? texts.noAnswer,
    requestHref: `/app/resyncs/${entry.reference}`,
  };
}

function approvalOf({ approval, rows }: ResyncData, format: Format): ResyncView["approval"] {
  if (approval === "none") return null;
  const waiting = rows.filter(({ state }) => state === "awaiting_approval").length;
  if (approval === "mine_alone")
    return { may: true, typed: String(waiting), body: texts.approveAlone(format.count(waiting)) };
  return {
    may: approval === "may",
    typed: null,
    body: approval === "may" ? texts.approveBody : texts.approveOther,
  };
}

/** What an undo writes is nobody's number but that of before. */
function howOf({ route, truth }: Row): string {
  if (route === "ask") return texts.asked;
  return truth === "storefront" ? texts.restored : resyncTexts.preview.set(systemsInSentence[truth]);
}
