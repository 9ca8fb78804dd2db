import { z } from "zod";
import { locationSource } from "../shared/form/location-source.ts";
import { described } from "../shared/form/meta.ts";
import { credential, dateFormat, stateFields, timeZone } from "../shared/form/schemas.ts";
import { statementProblem } from "./statement.ts";

export const engines = ["postgresql", "mysql", "sqlserver"] as const;
export const usualPorts = { postgresql: 5432, mysql: 3306, sqlserver: 1433 } as const;

const statement = z.string().superRefine((text, context) => {
  const problem = statementProblem(text);
  if (problem) context.addIssue({ code: "custom", message: problem });
});

/** A database that may only be looked at. */
export const sqlConfig = z.object({
  engine: described(z.enum(engines), {
    title: "Kind of database",
    group: "Connection",
    options: { postgresql: "PostgreSQL", mysql: "MySQL or MariaDB", sqlserver: "Microsoft SQL Server" },
  }),
  host: described(
    z
      .string()
      .trim()
      .regex(/^[\w.:-]+$/, "A host's name, without https:// and port"),
    {
      title: "Host",
      group: "Connection",
      placeholder: "db.example.com",
    },
  ),
  port: described(z.int().min(1).max(65_535).optional(), {
    title: "Port",
    group: "Connection",
    help: "Empty for the usual one of the database.",
  }),
  database: described(z.string().min(1), { title: "Database", group: "Connection" }),
  user: described(z.string().min(1), {
    title: "User name",
    group: "Connection",
    help: "One that may only read: the app asks inside a read-only transaction, and warns where the user could write.",
  }),
  password: described(credential("Password"), { title: "Password", widget: "secret", group: "Connection" }),
  encryption: described(z.enum(["verified", "none"]).default("verified"), {
    title: "Encryption",
    group: "Connection",
    options: {
      verified: "TLS, the server's certificate is verified",
      none: "None: only inside a network of your own",
    },
  }),
  certificate: described(z.string().optional(), {
    title: "Certificate authority",
    widget: "textarea",
    group: "Connection",
    help: "PEM, where the server's certificate is signed by an authority of your own.",
  }),
  levels: described(statement, {
    title: "Query of the stock",
    widget: "textarea",
    group: "Stock",
    help: "One SELECT with a row per item and location.",
    placeholder: "select sku, warehouse, on_hand, available, changed_at from stock",
  }),
  keys: described(
    statement
      .refine((text) => /:items\b/.test(text), "The query needs :items where the item numbers go")
      .optional(),
    {
      title: "Query of single items",
      widget: "textarea",
      group: "Stock",
      help: "The same columns for the items in :items, to confirm a difference at once.",
      placeholder: "select … from stock where sku in (:items)",
    },
  ),
  locations: described(statement.optional(), {
    title: "Query of the locations",
    widget: "textarea",
    group: "Stock",
    help: "First column the code, second the name. Left empty, the codes are taken from the stock.",
  }),
  timeoutSeconds: described(z.int().min(1).max(1800).default(120), {
    title: "Longest time of a query, in seconds",
    group: "Stock",
  }),
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
});
export type SqlConfig = z.infer<typeof sqlConfig>;
