import { z } from "zod";
import { asType, metaOf, shapeOf, unwrap, unwrapOnce, type FieldMeta, type Widget } from "./meta.ts";

/** A field is shown and sent only while another field has one of these values. */
export interface Condition {
  readonly field: string;
  readonly in: readonly string[];
}

/** One field of a form, plain enough to be sent to a browser. */
export interface FormField {
  /** Dotted path in the configuration, "auth.method". */
  readonly name: string;
  readonly title: string;
  readonly help: string | null;
  readonly widget: Widget;
  readonly group: string | null;
  readonly placeholder: string | null;
  /** Required while it is shown. A stored secret satisfies it. */
  readonly required: boolean;
  readonly defaultValue: string | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** All must hold. */
  readonly showWhen: readonly Condition[];
}

interface Place {
  readonly path: readonly string[];
  readonly group: string | null;
  readonly showWhen: readonly Condition[];
  readonly required: boolean;
  readonly defaults: unknown;
}

/** The form of a connector's configuration: a flat list, in the order in which it is shown. */
export function describeForm(schema: z.ZodType): readonly FormField[] {
  return fieldsOf(schema, { path: [], group: null, showWhen: [], required: true, defaults: undefined });
}

function fieldsOf(schema: z.ZodType, place: Place): FormField[] {
  const meta = metaOf(schema);
  const core = unwrap(schema);
  const inside: Place = {
    ...place,
    group: meta?.group ?? place.group,
    required: place.required && !mayBeLeftOut(schema),
    defaults: defaultOf(schema) ?? place.defaults,
  };
  if (core instanceof z.ZodObject) return objectFields(core, inside);
  if (core instanceof z.ZodDiscriminatedUnion) return unionFields(core, meta, inside);
  return [leafField(core, meta, inside)];
}

function objectFields(object: z.ZodObject, place: Place, except?: string): FormField[] {
  return Object.entries(shapeOf(object))
    .filter(([key]) => key !== except)
    .map(([key, child]) => ({ key, child: asType(child) }))
    .sort((a, b) => (metaOf(a.child)?.order ?? 0) - (metaOf(b.child)?.order ?? 0))
    .flatMap(({ key, child }) =>
      fieldsOf(child, { ...place, path: [...place.path, key], defaults: memberOf(place.defaults, key) }),
    );
}

function unionFields(union: z.ZodDiscriminatedUnion, meta: FieldMeta | undefined, place: Place): FormField[] {
  const key = union.def.discriminator;
  const choices = union.options.map((option) => choiceOf(asType(option), key));
  const name = [...place.path, key].join(".");
  const chosen = memberOf(place.defaults, key);
  const select: FormField = {
    ...plainField(name, meta, place),
    widget: "select",
    defaultValue: typeof chosen === "string" ? chosen : null,
    options: choices.map(({ value, object }) => ({ value, label: metaOf(object)?.title ?? value })),
  };
  const rest = choices.flatMap(({ value, object }) =>
    objectFields(object, { ...place, showWhen: [...place.showWhen, { field: name, in: [value] }] }, key),
  );
  return [select, ...mergeChoices(rest)];
}

/** Several choices may share a field (a page size): it is one field, shown for each of them. */
function mergeChoices(fields: readonly FormField[]): FormField[] {
  const byName = new Map<string, FormField>();
  for (const field of fields) {
    const twin = byName.get(field.name);
    byName.set(
      field.name,
      twin ? { ...twin, showWhen: mergeConditions(twin.showWhen, field.showWhen) } : field,
    );
  }
  return [...byName.values()];
}

function mergeConditions(some: readonly Condition[], more: readonly Condition[]): readonly Condition[] {
  return some.map((condition, index) => {
    const added = more[index]?.in.filter((value) => !condition.in.includes(value)) ?? [];
    return { ...condition, in: [...condition.in, ...added] };
  });
}

function choiceOf(option: z.ZodType, discriminator: string): { value: string; object: z.ZodObject } {
  const object = unwrap(option);
  const literal = object instanceof z.ZodObject ? shapeOf(object)[discriminator] : undefined;
  if (!(object instanceof z.ZodObject) || !(literal instanceof z.ZodLiteral)) {
    throw new TypeError(`Each choice of "${discriminator}" must be an object with a literal`);
  }
  return { value: String(literal.value), object };
}

function leafField(core: z.ZodType, meta: FieldMeta | undefined, place: Place): FormField {
  const field = plainField(place.path.join("."), meta, place);
  const options = core instanceof z.ZodEnum ? core.options.map(String) : [];
  return {
    ...field,
    widget: meta?.widget ?? widgetOf(core),
    defaultValue: textOf(place.defaults),
    options: options.map((value) => ({ value, label: meta?.options?.[value] ?? value })),
  };
}

function plainField(name: string, meta: FieldMeta | undefined, place: Place): FormField {
  if (!meta) throw new TypeError(`The field "${name}" has no title`);
  return {
    name,
    title: meta.title,
    help: meta.help ?? null,
    widget: "text",
    group: place.group,
    placeholder: meta.placeholder ?? null,
    required: place.required,
    defaultValue: null,
    options: [],
    showWhen: place.showWhen,
  };
}

function widgetOf(core: z.ZodType): Widget {
  if (core instanceof z.ZodNumber) return "number";
  if (core instanceof z.ZodBoolean) return "checkbox";
  if (core instanceof z.ZodEnum) return "select";
  if (core instanceof z.ZodRecord) return "lines";
  return "text";
}

/** A whole object that may be left out makes its fields optional; a choice with a default still needs the fields of what is chosen. */
function mayBeLeftOut(schema: z.ZodType): boolean {
  if (unwrap(schema) instanceof z.ZodDiscriminatedUnion) return schema instanceof z.ZodOptional;
  return schema.safeParse(undefined).success;
}

function defaultOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.def.defaultValue;
  const inner = unwrapOnce(schema);
  return inner ? defaultOf(inner) : undefined;
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** A configuration's value as its field shows it; null for none. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "object" || value === null) return null;
  const lines = Object.entries(value).map(([name, text]) => `${name}: ${String(text)}`);
  return lines.length > 0 ? lines.join("\n") : null;
}
