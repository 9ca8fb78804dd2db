import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { readIntrospection } from "./introspection.ts";
import { subsetDifferences } from "./subset.ts";

/** `node tools/schema/check-subset.ts INTROSPECTION [SDL]` exits 1 with one line per difference. */
const repositorySchema = new URL("../../app/storefront/schema.graphql", import.meta.url);
const [introspection, sdl] = process.argv.slice(2);
if (introspection === undefined) {
  console.error("Usage: node tools/schema/check-subset.ts INTROSPECTION.json[.gz] [SCHEMA.graphql]");
  process.exitCode = 2;
} else {
  const part = buildSchema(readFileSync(sdl ?? repositorySchema, "utf8"));
  const differences = subsetDifferences(part, readIntrospection(introspection));
  for (const difference of differences) console.error(difference);
  if (differences.length > 0) process.exitCode = 1;
  else console.log("The schema is a true subset of the official one.");
}
