import { Kind, type DocumentNode, type FieldNode } from "graphql";

const defaultFirst = 100;

/** What a document costs in credits: one for each query or mutation in it, and one for each row that it may return. */
export function costOf(document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  let cost = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const field of definition.selectionSet.selections) {
      if (field.kind !== Kind.FIELD) continue;
      cost +=
        1 +
        (/^(warehouse_products|inventory_changes)$/.test(field.name.value) ? rowsOf(field, variables) : 0);
    }
  }
  return cost;
}

function rowsOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const data = field.selectionSet?.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === "data",
  );
  const asked =
    data?.kind === Kind.FIELD
      ? data.arguments?.find(({ name }) => /^(first|last)$/.test(name.value))?.value
      : undefined;
  if (asked?.kind === Kind.INT) return Number(asked.value);
  if (asked?.kind === Kind.VARIABLE) return Number(variables[asked.name.value] ?? defaultFirst);
  return defaultFirst;
}
