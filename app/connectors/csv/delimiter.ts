import { delimiters, type CsvConfig } from "./config.ts";

/** The configured delimiter, or the one that stands most often outside quotes in the header line; a comma when none does. */
export function delimiterOf(header: string, configured: CsvConfig["format"]["delimiter"]): string {
  if (configured !== "auto") return delimiters[configured];
  const unquoted = header.replace(/"(?:[^"]|"")*"/g, "");
  const counted = Object.values(delimiters).map((mark) => ({ mark, count: unquoted.split(mark).length - 1 }));
  const best = counted.reduce((most, candidate) => (candidate.count > most.count ? candidate : most));
  return best.mark;
}
