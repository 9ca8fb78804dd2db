import { z } from "zod";

/** How one field of a configuration is asked for. */
export const widgets = [
  "text",
  "secret",
  "address",
  "number",
  "checkbox",
  "select",
  "textarea",
  "lines",
  "file",
] as const;
export type Widget = (typeof widgets)[number];

/** What a schema alone cannot say about its place in the form. */
export interface FieldMeta {
  readonly title: string;
  /** One sentence below the field. */
  readonly help?: string;
  /** Left out: chosen by the type of the schema (text, number, checkbox, select). `lines` is a record, one "Name: value" per line. */
  readonly widget?: Widget;
  /** Heading of a nested object's fields; inherited by what is inside it. */
  readonly group?: string;
  /** Lower comes first; equal ones stay in the order of the schema. */
  readonly order?: number;
  readonly placeholder?: string;
  /** Labels of an enum's values, where the value itself is not what people would read. */
  readonly options?: Readonly<Record<string, string>>;
}

const metas = z.registry<FieldMeta>();

/** Attaches the form's words to a schema: `described(z.string(), { title: "Address" })`. */
export function described<S extends z.ZodType>(schema: S, meta: FieldMeta): S {
  metas.add(schema, meta);
  return schema;
}

/** The form's words of a schema, or of the schema inside its optional or default wrapping. */
export function metaOf(schema: z.ZodType): FieldMeta | undefined {
  const own = metas.get(schema);
  if (own) return own;
  const inner = unwrapOnce(schema);
  return inner ? metaOf(inner) : undefined;
}

/** The schema inside optional, nullable, default, prefault and pipe; null for one that wraps nothing. */
export function unwrapOnce(schema: z.ZodType): z.ZodType | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return asType(schema.unwrap());
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return asType(schema.unwrap());
  if (schema instanceof z.ZodPipe) return asType(schema.in);
  return null;
}

export function unwrap(schema: z.ZodType): z.ZodType {
  const inner = unwrapOnce(schema);
  return inner ? unwrap(inner) : schema;
}

/** zod's containers give their parts as the core type, which every classic schema extends. */
export function asType(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError("A connector's configuration must be built with zod's classic schemas");
}

/** The fields of an object; zod types those of an object it knows nothing about too loosely. */
export function shapeOf(object: z.ZodObject): Readonly<Record<string, z.core.$ZodType>> {
  return object.shape;
}
