import { momentOfClock, type Instant } from "../../inventory/index.ts";

/** How a system writes a point in time. The `_local`, `dmy` and `mdy` forms need a time zone. */
export const dateFormats = ["iso", "iso_local", "dmy", "mdy", "epoch_s", "epoch_ms"] as const;
export type DateFormat = (typeof dateFormats)[number];

export class DateError extends Error {
  override readonly name = "DateError";
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})$/i;
const isoLocal = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/;
const written = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const earliest = Date.UTC(1990, 0);
const latest = Date.UTC(2200, 0);

/** Text to a point in time. Throws DateError for anything that is not in this format, or not between 1990 and 2200. */
export function parseInstant(text: string, format: DateFormat, zone: string): Instant {
  const at = read(text.trim(), format, zone);
  if (at === null) throw new DateError(`"${text.slice(0, 40)}" is not a time in the chosen format`);
  if (!(at >= earliest && at < latest)) throw new DateError(`"${text.slice(0, 40)}" is not a plausible time`);
  return at;
}

function read(text: string, format: DateFormat, zone: string): Instant | null {
  switch (format) {
    case "epoch_s":
      return /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : null;
    case "epoch_ms":
      return /^\d+$/.test(text) ? Number(text) : null;
    case "iso":
      return readIso(text);
    case "iso_local": {
      const match = isoLocal.exec(text);
      return (
        match && inZone(wallClock(match[1], match[2], match[3], match[4], match[5], match[6], match[7]), zone)
      );
    }
    case "dmy":
    case "mdy": {
      const match = written.exec(text);
      if (!match) return null;
      const [day, month] = format === "dmy" ? [match[1], match[2]] : [match[2], match[1]];
      return inZone(wallClock(match[3], month, day, match[4], match[5], match[6]), zone);
    }
  }
}

function readIso(text: string): Instant | null {
  const match = iso.exec(text);
  if (!match) return null;
  const wall = wallClock(match[1], match[2], match[3], match[4], match[5], match[6], match[7]);
  const offset = match[8] ?? "Z";
  if (wall === null || offset.toUpperCase() === "Z") return wall;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return wall - (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** The clock's reading as though it were UTC; null for a date that the calendar does not have. */
function wallClock(...parts: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(0, 6)
    .map((part) => Number(part ?? 0));
  const milliseconds = Math.floor(Number(`0.${parts[6] ?? "0"}`) * 1000);
  const at = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const date = new Date(at);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  return exists && minute < 60 && second < 60 ? at : null;
}

const inZone = (wall: number | null, zone: string): Instant | null =>
  wall === null ? null : momentOfClock(zone, wall);
