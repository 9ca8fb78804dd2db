const DAY = 86_400;
const ZERO = 0x30;
const daysBefore = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const days = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads `2026-04-02T18:00:00Z` from bytes into `time[0]`, in milliseconds. False for whatever else stands in the 20 bytes: other
 * ways to write a time, and the 29th of February, take the slow way.
 */
export function readTime(buffer: Uint8Array, at: number, time: Float64Array): boolean {
  if (
    buffer[at + 4] !== 0x2d ||
    buffer[at + 7] !== 0x2d ||
    buffer[at + 10] !== 0x54 ||
    buffer[at + 13] !== 0x3a ||
    buffer[at + 16] !== 0x3a ||
    buffer[at + 19] !== 0x5a
  ) {
    return false;
  }
  const century = twoDigits(buffer, at);
  const ofCentury = twoDigits(buffer, at + 2);
  const month = twoDigits(buffer, at + 5);
  const day = twoDigits(buffer, at + 8);
  if (century < 19 || ofCentury < 0 || month < 1 || month > 12 || day < 1 || day > (days[month] as number))
    return false;
  const hour = twoDigits(buffer, at + 11);
  const minute = twoDigits(buffer, at + 14);
  const second = twoDigits(buffer, at + 17);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  const year = century * 100 + ofCentury;
  const date =
    daysToYear(year) + (daysBefore[month] as number) + (month > 2 && isLeap(year) ? 1 : 0) + day - 1;
  time[0] = (date * DAY + (hour * 60 + minute) * 60 + second) * 1000;
  return true;
}

/** From 1970-01-01 to the first of January. */
function daysToYear(year: number): number {
  const before = year - 1;
  return (year - 1970) * 365 + ((before / 4) | 0) - ((before / 100) | 0) + ((before / 400) | 0) - 477;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** −1 where it is not two digits. */
function twoDigits(buffer: Uint8Array, at: number): number {
  const tens = (buffer[at] as number) - ZERO;
  const ones = (buffer[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
