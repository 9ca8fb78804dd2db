import type { z } from "zod";
import { describeForm } from "./describe.ts";
import { setAt, valueAt } from "./paths.ts";

/** Dotted paths of the write-only fields. */
export function secretPaths(schema: z.ZodType): readonly string[] {
  return describeForm(schema)
    .filter(({ widget }) => widget === "secret")
    .map(({ name }) => name);
}

/** The secrets themselves, for whoever must keep them out of what is shown. */
export function secretValues(schema: z.ZodType, config: unknown): readonly string[] {
  return secretPaths(schema).flatMap((path) => {
    const value = valueAt(config, path);
    return typeof value === "string" && value !== "" ? [value] : [];
  });
}

export class MissingSecretError extends Error {
  override readonly name = "MissingSecretError";
}

/**
 * Replaces each secret written as `{"env":"NAME"}` by what `lookup` gives for the name; the input stays as it is.
 * Throws MissingSecretError when a named variable is not set. Elsewhere than at a secret such an object is left for the schema to refuse.
 */
export function resolveSecrets(
  schema: z.ZodType,
  raw: unknown,
  lookup: (name: string) => string | undefined,
): unknown {
  const copy: unknown = structuredClone(raw);
  for (const path of secretPaths(schema)) {
    const name = variableName(valueAt(copy, path));
    if (name === null) continue;
    const value = lookup(name);
    if (!value)
      throw new MissingSecretError(`The environment variable ${name}, named by ${path}, is not set`);
    setAt(copy, path, value);
  }
  return copy;
}

function variableName(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("env" in value)) return null;
  return typeof value.env === "string" ? value.env : null;
}
