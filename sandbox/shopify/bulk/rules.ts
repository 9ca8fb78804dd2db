import {
  OperationTypeNode,
  Kind,
  getNamedType,
  isObjectType,
  parse,
  validate,
  visit,
  visitWithTypeInfo,
  TypeInfo,
} from "graphql";
import type { DocumentNode } from "graphql";
import { adminSchema } from "../graphql/schema.ts";

const MAX_BYTES = 65_535;
const MAX_CONNECTIONS = 5;
const MAX_DEPTH = 2;

export type CheckedBulkQuery = { readonly document: DocumentNode } | { readonly problem: string };

/** Checks a bulk query against the schema and against the rules that only bulk operations have. */
export function checkBulkQuery(text: string): CheckedBulkQuery {
  if (Buffer.byteLength(text) > MAX_BYTES)
    return { problem: `Bulk queries may have at most ${MAX_BYTES} bytes.` };
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return { problem: `Invalid bulk query: ${error instanceof Error ? error.message : String(error)}` };
  }
  const [invalid] = validate(adminSchema, document);
  if (invalid !== undefined) return { problem: `Invalid bulk query: ${invalid.message}` };
  const problem = brokenRule(document);
  return problem === null ? { document } : { problem };
}

function brokenRule(document: DocumentNode): string | null {
  const problems: string[] = [];
  const info = new TypeInfo(adminSchema);
  const open: {
    readonly isConnection: boolean;
    readonly isList: boolean;
    hasUnaliasedId: boolean;
    hasConnection: boolean;
  }[] = [];
  let connections = 0;
  const visitor = visitWithTypeInfo(info, {
    OperationDefinition: ({ operation }) => {
      if (operation !== OperationTypeNode.QUERY) problems.push("Only queries can be run in bulk.");
    },
    Field: {
      enter: (node) => {
        const type = info.getType();
        const named = type == null ? null : getNamedType(type);
        const isConnection = isObjectType(named) && named.name.endsWith("Connection");
        const parent = info.getParentType();
        const name = node.name.value;
        if (parent?.name === "QueryRoot" && (name === "node" || name === "nodes"))
          problems.push(`Bulk queries cannot have a top level ${name} field.`);
        if (parent?.name.endsWith("Connection") === true && name !== "edges")
          problems.push(`Connections of bulk queries must be read by edges, not by ${name}.`);
        if (isConnection) {
          connections += 1;
          if (open.filter((field) => field.isConnection).length >= MAX_DEPTH)
            problems.push(`Bulk queries may nest connections ${MAX_DEPTH} deep.`);
          if (open.some((field) => field.isList))
            problems.push("Bulk queries cannot have a connection inside a list.");
          for (const field of open) field.hasConnection = true;
        }
        const holder = open.at(-1);
        if (holder !== undefined && name === "id" && node.alias === undefined) holder.hasUnaliasedId = true;
        const isList = String(type).includes("[") && name !== "edges";
        open.push({ isConnection, isList, hasUnaliasedId: false, hasConnection: false });
      },
      leave: (node) => {
        const field = open.pop();
        if (node.name.value === "node" && field?.hasConnection === true && !field.hasUnaliasedId) {
          problems.push("Nodes with a nested connection must select an unaliased id.");
        }
      },
    },
  });
  visit(document, visitor);
  if (connections === 0) problems.push("Bulk queries must contain at least one connection.");
  if (connections > MAX_CONNECTIONS)
    problems.push(`Bulk queries may have at most ${MAX_CONNECTIONS} connections.`);
  if (
    document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION).length !== 1
  ) {
    problems.push("Bulk queries must have exactly one operation.");
  }
  return problems[0] ?? null;
}
