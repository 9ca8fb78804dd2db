import { csvReport, markdownReport, reportDocument } from "../../diagnosis/report/index.ts";
import type { ReportData, ReportLink } from "../../use-cases/contract.ts";
import type { DocumentContent } from "../document/document-page.tsx";
import { formatFor, type Format } from "../format.ts";
import { reportTexts as texts } from "../texts/report.ts";

export interface ReportPageView {
  readonly back: { readonly content: string; readonly url: string };
  /** Null where there is nothing to report. */
  readonly content: DocumentContent | null;
  /** Nobody is named for the handoff. */
  readonly ownerless: boolean;
  readonly links: readonly LinkView[];
}

export interface LinkView {
  readonly id: string;
  readonly address: string;
  readonly made: string;
  readonly until: string;
  readonly opened: string;
  readonly live: boolean;
}

export function presentReport(data: ReportData, locale: string): ReportPageView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const { subject, report, links } = data;
  const back = {
    content: texts.back[subject.kind],
    url: subject.kind === "incident" ? `/app/incidents/${subject.id}` : `/app/discrepancies/${subject.id}`,
  };
  const name = `handoff-report-${new Date(data.now).toISOString().slice(0, 10)}`;
  return {
    back,
    content: report && {
      title: texts.title,
      subtitle: texts.subtitle,
      back,
      document: reportDocument(report),
      markdown: markdownReport(report),
      files: [
        { name: `${name}.md`, type: "text/markdown", text: markdownReport(report) },
        { name: `${name}.csv`, type: "text/csv", text: csvReport(report) },
      ],
    },
    ownerless: report !== null && report.addressee === null,
    links: links.map((link) => linkOf(link, data, format)),
  };
}

function linkOf(link: ReportLink, { now, person }: ReportData, format: Format): LinkView {
  const { id, address, madeBy, madeAt, expiresAt, revokedAt, opened, lastOpenedAt } = link;
  const t = texts.share;
  return {
    id,
    address,
    made: `${format.clock(madeAt)}, ${madeBy === person ? t.you : t.other}`,
    until:
      revokedAt !== null
        ? t.takenBack(format.clock(revokedAt))
        : expiresAt <= now
          ? t.ended(format.clock(expiresAt))
          : format.clock(expiresAt),
    opened: lastOpenedAt === null ? t.never : t.times(format.count(opened), format.clock(lastOpenedAt)),
    live: revokedAt === null && expiresAt > now,
  };
}
