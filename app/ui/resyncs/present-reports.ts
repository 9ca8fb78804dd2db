import { formatFor } from "../format.ts";
import { causeNames } from "../texts/causes.ts";
import { resyncTexts } from "../texts/resyncs.ts";
import type { AuditData, TreadmillData } from "../../use-cases/contract.ts";
import { presentEntry } from "./present-resync.ts";
import type { AuditView, TreadmillView } from "./view.ts";
import { locationNamer, namer } from "./words.ts";

const MINUTE = 60_000;

export function presentTreadmill(data: TreadmillData, locale: string): TreadmillView {
  const texts = resyncTexts.treadmill;
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const name = namer(data.people);
  const place = locationNamer(data.locations);
  const times = (count: number) => texts.times(format.count(count), count === 1);
  const sum = (of: "fixes" | "minutes") => data.lines.reduce((total, line) => total + line[of], 0);
  return {
    sum: texts.sum(format.count(sum("fixes")), sum("fixes") === 1, format.span(sum("minutes") * MINUTE)),
    estimated: texts.estimated(format.count(data.minutesPerFix)),
    lines: data.lines.map((line) => ({
      id: JSON.stringify([line.sku, line.locationId, line.cause]),
      sku: line.sku,
      location: place(line.locationId),
      cause: causeOf(line.cause),
      fixed: times(line.fixes),
      returns: line.returns === 0 ? texts.never : times(line.returns),
      after: line.meanTimeToReturn === null ? "–" : format.span(line.meanTimeToReturn),
      who: format.list(
        line.people.map(
          ({ person, fixes }) => `${person === null ? texts.outside : name(person)} (${format.count(fixes)})`,
        ),
      ),
      minutes: format.span(line.minutes * MINUTE),
    })),
  };
}

/** A cause of an earlier version keeps its own word. */
function causeOf(cause: string | null): string {
  const names: Readonly<Record<string, string | undefined>> = causeNames;
  return cause === null ? causeNames.unknown : (names[cause] ?? cause.replaceAll("_", " "));
}

export function presentAudit(data: AuditData, locale: string): AuditView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const name = namer(data.people);
  const place = locationNamer(data.locations);
  return {
    subtitle: resyncTexts.audit.subtitle(format.count(data.keepDays)),
    entries: data.entries.map((entry) => presentEntry(entry, name, place, format)),
    next: data.next === null ? null : `/app/audit?before=${data.next}`,
  };
}
