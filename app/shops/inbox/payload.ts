import type { z } from "zod";

/** A payload that is not what Shopify documents for its topic. Trying again would not help. */
export class UnreadablePayload extends Error {
  override readonly name = "UnreadablePayload";
}

/** Reads a payload. Ids arrive as text: Shopify's have 64 bits and do not fit into a JavaScript number. */
export function readPayload<T>(schema: z.ZodType<T>, payload: string): T {
  const parsed = schema.safeParse(parse(payload));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new UnreadablePayload(`The payload was not understood at "${where}"`);
}

/** For what is worth knowing but not needed: null where the payload is not understood. */
export function glanceAt<T>(schema: z.ZodType<T>, payload: string): T | null {
  try {
    return readPayload(schema, payload);
  } catch (error) {
    if (error instanceof UnreadablePayload) return null;
    throw error;
  }
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload, (key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === "number" && /(^|_)id$/.test(key) ? (context?.source ?? String(value)) : value,
    );
  } catch {
    throw new UnreadablePayload("The payload is not JSON");
  }
}
