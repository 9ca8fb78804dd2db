const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;
const LOWER_F = 0x66;

/** The closing quote of a text without escapes, control characters or bytes beyond ASCII; −1 where there is none such. */
export function plainTextEnd(buffer: Uint8Array, start: number, limit: number): number {
  for (let at = start; at < limit; at += 1) {
    const byte = buffer[at] as number;
    if (byte === QUOTE) return at;
    if (byte < 0x20 || byte > 0x7e || byte === BACKSLASH) return -1;
  }
  return -1;
}

/** The end of a number, plain text, true, false or null; −1 for all else. */
export function scalarEnd(buffer: Uint8Array, start: number, limit: number): number {
  const first = buffer[start] as number;
  if (first === QUOTE) {
    const end = plainTextEnd(buffer, start + 1, limit);
    return end < 0 ? -1 : end + 1;
  }
  if (first === LOWER_N) return isNull(buffer, start, limit) ? start + 4 : -1;
  if (first === LOWER_T) return isTrue(buffer, start, limit) ? start + 4 : -1;
  if (first === LOWER_F) return isFalse(buffer, start, limit) ? start + 5 : -1;
  let at = first === MINUS ? start + 1 : start;
  const from = at;
  while (at < limit && (buffer[at] as number) >= ZERO && (buffer[at] as number) <= NINE) at += 1;
  return at === from || (at > from + 1 && buffer[from] === ZERO) ? -1 : at;
}

export function isNull(buffer: Uint8Array, at: number, limit: number): boolean {
  return at + 4 <= limit && buffer[at + 1] === 0x75 && buffer[at + 2] === 0x6c && buffer[at + 3] === 0x6c;
}

export function isTrue(buffer: Uint8Array, at: number, limit: number): boolean {
  return at + 4 <= limit && buffer[at + 1] === 0x72 && buffer[at + 2] === 0x75 && buffer[at + 3] === 0x65;
}

export function isFalse(buffer: Uint8Array, at: number, limit: number): boolean {
  return (
    at + 5 <= limit &&
    buffer[at + 1] === 0x61 &&
    buffer[at + 2] === 0x6c &&
    buffer[at + 3] === 0x73 &&
    buffer[at + 4] === 0x65
  );
}
