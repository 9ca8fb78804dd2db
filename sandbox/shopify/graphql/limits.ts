import { GraphQLError, TypeInfo, getArgumentValues, visit, visitWithTypeInfo } from "graphql";
import type { DocumentNode } from "graphql";
import { adminSchema } from "./schema.ts";

const LONGEST_ARRAY = 250;

/** The error for the first argument that holds too long an array; null when none does. */
export function tooLongArray(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  let found: GraphQLError | null = null;
  const info = new TypeInfo(adminSchema);
  const visitor = visitWithTypeInfo(info, {
    Field: (node) => {
      const definition = info.getFieldDef();
      if (found !== null || !definition) return;
      const place = longArray(getArgumentValues(definition, node, { ...variables }), [
        node.alias?.value ?? node.name.value,
      ]);
      if (place === null) return;
      const message = `The input array size of ${place.size} is greater than the maximum allowed of ${LONGEST_ARRAY}.`;
      found = new GraphQLError(message, {
        path: place.path,
        extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
      });
    },
  });
  visit(document, visitor);
  return found;
}

function longArray(
  value: unknown,
  path: readonly string[],
): { readonly size: number; readonly path: readonly string[] } | null {
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value) && value.length > LONGEST_ARRAY) return { size: value.length, path };
  for (const [key, entry] of Object.entries(value)) {
    const inner = longArray(entry, [...path, key]);
    if (inner !== null) return inner;
  }
  return null;
}
