/** Offset of a zone at an instant, in minutes east of Greenwich. */
function offsetAt(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return Math.round((wall - Math.floor(at / 1000) * 1000) / 60_000);
}

const offsets = new Map<string, number>();

/** As offsetAt. Offsets change on the quarter of an hour at the most; asking Intl for every row would cost more than the rest of a page. */
export function knownOffsetAt(zone: string, at: number): number {
  const quarter = Math.floor(at / 900_000);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = offsetAt(zone, quarter * 900_000);
  if (offsets.size > 10_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** The clock on the wall there, "2026-11-26T15:04:05.123": no offset, as zone-less vendors write times. */
export function wallClock(zone: string, at: number): string {
  return new Date(at + knownOffsetAt(zone, at) * 60_000).toISOString().slice(0, -1);
}

/** The instant of a wall clock "2026-11-26T15:04:05" (a space is as good as T). NaN where it is no time. */
export function fromWallClock(zone: string, text: string): number {
  const naive = Date.parse(`${text.replace(" ", "T")}Z`);
  if (Number.isNaN(naive)) return NaN;
  const first = naive - offsetAt(zone, naive) * 60_000;
  return naive - offsetAt(zone, first) * 60_000;
}
