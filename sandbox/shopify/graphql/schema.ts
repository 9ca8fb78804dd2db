import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";

/** The part of the official Admin schema that the app uses: the very file that the app's documents are checked against. */
export const adminSchema = buildSchema(
  readFileSync(new URL("../../../app/storefront/schema.graphql", import.meta.url), "utf8"),
);
