import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema } from "graphql";
import type { GraphQLSchema, IntrospectionQuery } from "graphql";

/** Reads an introspection result, gzipped or plain, with or without its `data` envelope. */
export function readIntrospection(path: string): GraphQLSchema {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const parsed = JSON.parse(text) as IntrospectionQuery | { readonly data: IntrospectionQuery };
  return buildClientSchema("data" in parsed ? parsed.data : parsed);
}
