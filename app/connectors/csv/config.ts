import { z } from "zod";
import { locationSource } from "../shared/form/location-source.ts";
import { described } from "../shared/form/meta.ts";
import { plainAuth } from "../shared/form/plain-auth.ts";
import { address, dateFormat, stateFields, timeZone } from "../shared/form/schemas.ts";
import { sftpSource } from "./sftp/config.ts";

const auth = z.discriminatedUnion("method", [...plainAuth]);

const source = z.discriminatedUnion("kind", [
  described(
    z.object({
      kind: z.literal("https"),
      address: described(address, {
        title: "Address of the file",
        widget: "address",
        placeholder: "https://wms.example.com/export/stock.csv",
      }),
      auth: described(auth.default({ method: "none" }), { title: "Sign in with" }),
    }),
    { title: "A file on the web" },
  ),
  sftpSource,
  described(
    z.object({
      kind: z.literal("upload"),
      file: described(z.string().min(1), { title: "File", widget: "file" }),
    }),
    { title: "A file that I upload" },
  ),
  described(
    z.object({
      kind: z.literal("folder"),
      path: described(z.string().min(1), { title: "Name in the import folder", placeholder: "stock.csv" }),
    }),
    { title: "A file in this app's import folder" },
  ),
]);

export const delimiters = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" } as const;

const format = z.object({
  delimiter: described(z.enum(["auto", "comma", "semicolon", "tab", "pipe"]).default("auto"), {
    title: "Between columns",
    options: { auto: "Find out", comma: "Comma ,", semicolon: "Semicolon ;", tab: "Tab", pipe: "Bar |" },
  }),
  encoding: described(z.enum(["utf-8", "windows-1252", "utf-16le"]).default("utf-8"), {
    title: "Encoding",
    help: "A mark at the beginning of the file wins.",
    options: { "utf-8": "UTF-8", "windows-1252": "Windows-1252 (Western European)", "utf-16le": "UTF-16" },
  }),
  decimal: described(z.enum(["point", "comma"]).default("point"), {
    title: "Decimals after",
    options: { point: "a point, 0.5", comma: "a comma, 0,5" },
  }),
  thousands: described(z.enum(["none", "comma", "point", "space", "apostrophe"]).default("none"), {
    title: "Thousands apart by",
    options: {
      none: "nothing",
      comma: "a comma",
      point: "a point",
      space: "a space",
      apostrophe: "an apostrophe",
    },
  }),
});

/** One CSV file with a row per item and location. */
export const csvConfig = z
  .object({
    source: described(source, { title: "Where the file is", group: "File" }),
    format: described(format.prefault({}), { title: "Format", group: "Format" }),
    columns: described(
      z.object({
        item: described(z.string().min(1), { title: "Column of the item number or SKU", placeholder: "sku" }),
        location: described(locationSource, { title: "Location" }),
        updatedAt: described(z.string().optional(), { title: "Column of the last change" }),
        updatedAtFormat: dateFormat,
        timeZone,
      }),
      { title: "Columns", group: "Columns" },
    ),
    states: described(stateFields("Column"), { title: "Quantities", group: "Quantities" }),
  })
  .refine(({ format: { decimal, thousands } }) => decimal !== thousands, {
    message: "Decimals and thousands need different marks",
    path: ["format", "thousands"],
  });
export type CsvConfig = z.infer<typeof csvConfig>;
