import type { z } from "zod";
import { ConnectorError } from "../../errors.ts";

/** A stored configuration to what the connector works with. Throws ConnectorError "configuration" naming every field that does not fit. */
export function loadConfig<Config>(schema: z.ZodType<Config>, raw: unknown): Config {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  // The issues' own paths and messages hold no values, so no secret either.
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join(".") || "configuration"}: ${message}`,
  );
  const field = parsed.error.issues[0]?.path.map(String).join(".");
  throw new ConnectorError(
    "configuration",
    `The configuration does not fit. ${problems.join("; ")}`,
    field ? { field } : {},
  );
}
