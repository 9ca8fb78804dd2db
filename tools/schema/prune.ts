import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { readIntrospection } from "./introspection.ts";
import { directivesToKeep, keep } from "./keep.ts";
import { pruneSchema } from "./prune-schema.ts";

/** `node tools/schema/prune.ts INTROSPECTION OUT` writes the part of the Admin API that `keep.ts` names as SDL. */
const [introspection, out] = process.argv.slice(2);
if (introspection === undefined || out === undefined) {
  console.error("Usage: node tools/schema/prune.ts INTROSPECTION.json[.gz] OUT.graphql");
  process.exitCode = 2;
} else {
  const sdl = pruneSchema(readIntrospection(introspection), keep, directivesToKeep);
  writeFileSync(out, await format(sdl, { parser: "graphql", printWidth: 110 }));
}
