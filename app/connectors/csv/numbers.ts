import { RowError } from "../shared/row.ts";
import type { CsvConfig } from "./config.ts";

type Marks = Pick<CsvConfig["format"], "decimal" | "thousands">;

const decimals = { point: "\\.", comma: "," } as const;
const thousands = {
  none: null,
  comma: ",",
  point: "\\.",
  space: "[ \\u00a0\\u202f]",
  apostrophe: "['’]",
} as const;

/**
 * A reader of numbers as this file writes them, giving plain decimals. Strict about where the marks stand: 1.234 read with the wrong
 * setting is off by a thousand. A minus may stand behind, as SAP writes it.
 */
export function numberReader({ decimal, thousands: group }: Marks): (text: string, field: string) => string {
  const mark = thousands[group];
  const whole = mark === null ? "\\d+" : `\\d{1,3}(?:${mark}\\d{3})+|\\d+`;
  const pattern = new RegExp(`^([+-]?)(${whole})?(?:${decimals[decimal]}(\\d*))?(-?)$`);
  return (text, field) => {
    const trimmed = text.trim();
    if (trimmed === "") return "";
    const [, sign = "", integer = "", fraction = "", behind = ""] = pattern.exec(trimmed) ?? [];
    const hasDigits = integer !== "" || fraction !== "";
    if (!hasDigits || (sign !== "" && behind !== "")) {
      throw new RowError(`${field}: "${trimmed.slice(0, 40)}" is not a number in the chosen format`);
    }
    const minus = sign === "-" || behind === "-" ? "-" : "";
    return `${minus}${integer.replace(/\D/g, "") || "0"}${fraction ? `.${fraction}` : ""}`;
  };
}
