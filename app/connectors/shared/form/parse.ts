import { z } from "zod";
import { describeForm, textOf, type FormField } from "./describe.ts";
import { asType, shapeOf, unwrap } from "./meta.ts";
import { setAt, valueAt } from "./paths.ts";
import { secretPaths } from "./secrets.ts";

export type FormEntries = Iterable<readonly [string, unknown]> | Readonly<Record<string, unknown>>;

/** Errors stand under the name of their field; one that belongs to no field stands under "". */
export type ParsedForm<Config> =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/**
 * A submitted form to a configuration. Fields that are not shown for the chosen values are ignored, an empty secret keeps the
 * stored one — unless an address now points elsewhere: whoever may edit the form must not be able to have the secret sent there.
 */
export function parseForm<Config>(
  schema: z.ZodType<Config>,
  entries: FormEntries,
  { stored }: { readonly stored?: unknown } = {},
): ParsedForm<Config> {
  const texts = textsOf(entries);
  const fields = describeForm(schema);
  const shown = fields.filter((field) => isShown(field, texts, fields));
  const raw = {};
  for (const field of shown) {
    makeParents(raw, field.name);
    const value = fieldValue(field, texts.get(field.name) ?? "");
    if (value !== undefined) setAt(raw, field.name, value);
  }
  dropBlankGroups(schema, raw, shown, texts);
  const withheld = keepSecrets(shown, raw, stored);
  const parsed = schema.safeParse(raw);
  if (!parsed.success)
    return { ok: false, errors: { ...errorsByField(parsed.error, fields, raw), ...withheld } };
  return Object.keys(withheld).length > 0
    ? { ok: false, errors: withheld }
    : { ok: true, config: parsed.data };
}

export interface FormValues {
  readonly values: Readonly<Record<string, string>>;
  /** Names of the secrets that are stored; their values are never given. */
  readonly storedSecrets: readonly string[];
}

/** What a form shows of a stored configuration. */
export function formValues(schema: z.ZodType, stored: unknown): FormValues {
  const secrets = new Set(secretPaths(schema));
  const held = describeForm(schema).flatMap(({ name }) => {
    const text = textOf(valueAt(stored, name));
    return text === null ? [] : [[name, text] as const];
  });
  return {
    values: Object.fromEntries(held.filter(([name]) => !secrets.has(name))),
    storedSecrets: held.map(([name]) => name).filter((name) => secrets.has(name)),
  };
}

function textsOf(entries: FormEntries): ReadonlyMap<string, string> {
  const pairs =
    Symbol.iterator in entries ? (entries as Iterable<readonly [string, unknown]>) : Object.entries(entries);
  const texts = new Map<string, string>();
  for (const [name, value] of pairs) if (typeof value === "string") texts.set(name, value);
  return texts;
}

function isShown(
  field: FormField,
  texts: ReadonlyMap<string, string>,
  fields: readonly FormField[],
): boolean {
  return field.showWhen.every((condition) => {
    const chosen =
      texts.get(condition.field) ?? fields.find(({ name }) => name === condition.field)?.defaultValue;
    return chosen != null && condition.in.includes(chosen);
  });
}

function fieldValue(field: FormField, text: string): unknown {
  if (field.widget === "checkbox") return text === "on" || text === "true";
  // A secret may begin or end with a space.
  const value = field.widget === "secret" ? text : text.trim();
  if (value === "") return field.widget === "select" ? (field.defaultValue ?? undefined) : undefined;
  if (field.widget === "number") return Number.isFinite(Number(value)) ? Number(value) : value;
  return field.widget === "lines" ? readLines(value) : value;
}

function readLines(text: string): Readonly<Record<string, string>> | string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const pairs = lines.map((line) => /^([^:]+):(.*)$/.exec(line));
  if (pairs.some((pair) => !pair)) return text;
  return Object.fromEntries(pairs.map((pair) => [(pair?.[1] ?? "").trim(), (pair?.[2] ?? "").trim()]));
}

/** So that what is missing is reported for each field inside an object, not for the object. */
function makeParents(raw: unknown, name: string): void {
  const parent = name.split(".").slice(0, -1).join(".");
  if (parent !== "" && valueAt(raw, parent) === undefined) setAt(raw, parent, {});
}

/** An optional object whose fields are all empty, or as the form pre-filled them, is left out. */
function dropBlankGroups(
  schema: z.ZodType,
  raw: Record<string, unknown>,
  shown: readonly FormField[],
  texts: ReadonlyMap<string, string>,
): void {
  const root = unwrap(schema);
  if (!(root instanceof z.ZodObject)) return;
  for (const [key, part] of Object.entries(shapeOf(root))) {
    const child = asType(part);
    if (!(child instanceof z.ZodOptional) || !(unwrap(child) instanceof z.ZodObject)) continue;
    const inside = shown.filter(({ name }) => name.startsWith(`${key}.`));
    const untouched = inside.every((field) => {
      const text = (texts.get(field.name) ?? "").trim();
      return text === "" || text === field.defaultValue;
    });
    if (untouched) Reflect.deleteProperty(raw, key);
  }
}

function keepSecrets(shown: readonly FormField[], raw: unknown, stored: unknown): Record<string, string> {
  const errors: Record<string, string> = {};
  const moved = shown.some(
    ({ name, widget }) =>
      widget === "address" && originOf(valueAt(stored, name)) !== originOf(valueAt(raw, name)),
  );
  for (const { name, title, widget } of shown) {
    const kept = valueAt(stored, name);
    if (widget !== "secret" || valueAt(raw, name) !== undefined || kept === undefined) continue;
    if (moved) errors[name] = `The address changed, so please enter the ${title.toLowerCase()} again`;
    else setAt(raw, name, kept);
  }
  return errors;
}

function originOf(address: unknown): string {
  if (typeof address !== "string") return "";
  return URL.canParse(address) ? new URL(address).origin : "";
}

function errorsByField(
  error: z.ZodError,
  fields: readonly FormField[],
  raw: unknown,
): Record<string, string> {
  const names = new Set(fields.map(({ name }) => name));
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    while (path.length > 0 && !names.has(path.join("."))) path.pop();
    const name = path.join(".");
    const field = fields.find((candidate) => candidate.name === name);
    errors[name] ??= sentenceOf(issue, field, valueAt(raw, name) === undefined);
  }
  return errors;
}

/** zod's own words are for programmers; the connectors' own refinements are already sentences. */
function sentenceOf(issue: z.core.$ZodIssue, field: FormField | undefined, blank: boolean): string {
  const title = field?.title ?? "This part of the form";
  if (issue.code === "custom") return issue.message;
  if (field && blank) return `${title} is needed`;
  if (field?.widget === "lines") return `${title}: each line must read Name: value`;
  if (field?.widget === "number") return `${title}: this number does not fit (${issue.message})`;
  if (field?.widget === "select" || issue.code === "invalid_union") return `${title}: choose one of the list`;
  if (issue.code === "too_small") return `${title} is needed`;
  return `${title}: ${issue.message}`;
}
