const ZERO = 0x30;

const days = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads `2026-04-02T18:00:00Z` from bytes. Rows of a feed share their days, so the last day is kept. */
export class TimeReader {
  #day = -1;
  #dayStart = NaN;

  /** Milliseconds; NaN for whatever else stands in the 20 bytes: other ways to write a time take the slow way. */
  read(buffer: Uint8Array, at: number): number {
    if (
      buffer[at + 10] !== 0x54 ||
      buffer[at + 13] !== 0x3a ||
      buffer[at + 16] !== 0x3a ||
      buffer[at + 19] !== 0x5a
    )
      return NaN;
    const hour = twoDigits(buffer, at + 11);
    const minute = twoDigits(buffer, at + 14);
    const second = twoDigits(buffer, at + 17);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return NaN;
    return this.#startOf(buffer, at) + ((hour * 60 + minute) * 60 + second) * 1000;
  }

  #startOf(buffer: Uint8Array, at: number): number {
    if (buffer[at + 4] !== 0x2d || buffer[at + 7] !== 0x2d) return NaN;
    const century = twoDigits(buffer, at);
    const year = twoDigits(buffer, at + 2);
    const month = twoDigits(buffer, at + 5);
    const day = twoDigits(buffer, at + 8);
    // The 29th of February is left to the slow way: whether it exists depends.
    if (century < 19 || year < 0 || month < 1 || month > 12 || day < 1 || day > (days[month] as number))
      return NaN;
    const key = ((century * 100 + year) * 16 + month) * 32 + day;
    if (key !== this.#day) {
      this.#day = key;
      this.#dayStart = Date.UTC(century * 100 + year, month - 1, day);
    }
    return this.#dayStart;
  }
}

/** −1 where it is not two digits. */
function twoDigits(buffer: Uint8Array, at: number): number {
  const tens = (buffer[at] as number) - ZERO;
  const ones = (buffer[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
