import { fromWallClock, knownOffsetAt, wallClock } from "../shared/zone.ts";

const token = /YYYY|MM|DD|HH24|MI|SS|FF\d?|TZH|TZM|"[^"]*"|[^A-Za-z"]|./g;

/** TO_CHAR of an instant in the account's zone. */
export function toChar(zone: string, at: number, format: string): string {
  const wall = wallClock(zone, at);
  const offset = knownOffsetAt(zone, at);
  const sign = offset < 0 ? "-" : "+";
  return format.replace(token, (part) => {
    switch (part) {
      case "YYYY":
        return wall.slice(0, 4);
      case "MM":
        return wall.slice(5, 7);
      case "DD":
        return wall.slice(8, 10);
      case "HH24":
        return wall.slice(11, 13);
      case "MI":
        return wall.slice(14, 16);
      case "SS":
        return wall.slice(17, 19);
      case "TZH":
        return sign + String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0");
      case "TZM":
        return String(Math.abs(offset) % 60).padStart(2, "0");
      default:
        return part.startsWith('"') ? part.slice(1, -1) : part.startsWith("FF") ? "000" : part;
    }
  });
}

const widths: Readonly<Record<string, string>> = {
  YYYY: "(?<year>\\d{4})",
  MM: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{1,2})",
  HH24: "(?<hour>\\d{1,2})",
  MI: "(?<minute>\\d{1,2})",
  SS: "(?<second>\\d{1,2})",
  TZH: "(?<offsetHour>[+-]\\d{1,2})",
  TZM: "(?<offsetMinute>\\d{2})",
};

/** TO_TIMESTAMP and TO_DATE: without TZH the text is in the account's zone. Throws RangeError where text and format do not fit. */
export function fromText(zone: string, text: string, format: string): number {
  const pattern = format.replace(token, (part) => {
    if (part.startsWith("FF")) return "\\d{1,9}";
    return widths[part] ?? part.replace(/^"|"$/g, "").replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
  const found = new RegExp(`^${pattern}$`).exec(text)?.groups;
  if (found === undefined)
    throw new RangeError("ORA-01830: date format picture ends before converting entire input string");
  const two = (name: string, none: string): string => (found[name] ?? none).padStart(2, "0");
  const wall = `${found["year"] ?? "1970"}-${two("month", "01")}-${two("day", "01")}T${two("hour", "0")}:${two("minute", "0")}:${two("second", "0")}`;
  const hours = found["offsetHour"];
  if (hours === undefined) return fromWallClock(zone, wall);
  const minutes =
    Number(hours) * 60 + (hours.startsWith("-") ? -1 : 1) * Number(found["offsetMinute"] ?? "0");
  return Date.parse(`${wall}Z`) - minutes * 60_000;
}

/** A date column as SuiteQL gives it without TO_CHAR: the account's own format, no time, no zone. */
export function accountDate(zone: string, at: number): string {
  const wall = wallClock(zone, at);
  return `${Number(wall.slice(5, 7))}/${Number(wall.slice(8, 10))}/${wall.slice(0, 4)}`;
}
