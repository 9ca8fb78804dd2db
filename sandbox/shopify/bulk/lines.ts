import { Kind } from "graphql";
import type { DocumentNode, OperationDefinitionNode } from "graphql";
import type { Call } from "../graphql/call.ts";
import { adminSchema } from "../graphql/schema.ts";
import { queryRoot } from "../views/query-root.ts";
import { Projector, type Branch, type Row } from "./project.ts";

export interface Batch {
  readonly text: string;
  readonly objects: number;
  readonly roots: number;
  /** Root objects of the whole operation. */
  readonly of: number;
}

const ROOTS_PER_BATCH = 50;

/**
 * The lines of a bulk operation, some root objects at a time, so that each is as of the moment when it is read.
 * Ungrouped, the children of a batch come after all its parents; grouped, each parent is followed by its own.
 */
export function* bulkLines(document: DocumentNode, call: Call, grouped: boolean): Generator<Batch> {
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  const type = adminSchema.getQueryType();
  if (operation === undefined || !type) return;
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const projector = new Projector(call, fragments);
  for (const branch of projector.project(queryRoot, operation.selectionSet, type).branches) {
    const roots = branch.connection.all();
    for (let start = 0; start < roots.length; start += ROOTS_PER_BATCH) {
      const slice = roots.slice(start, start + ROOTS_PER_BATCH);
      const lines = linesOf(projector, branch, slice, null, grouped);
      yield { text: lines.join(""), objects: lines.length, roots: slice.length, of: roots.length };
    }
  }
}

type Nodes = ReturnType<Branch["connection"]["all"]>;

function linesOf(
  projector: Projector,
  branch: Branch,
  nodes: Nodes,
  parentId: string | null,
  grouped: boolean,
): string[] {
  const parents: string[] = [];
  const children: string[] = [];
  for (const { node } of nodes) {
    const { row, branches } = projector.project(node(), branch.node, branch.type);
    const id = typeof row["id"] === "string" ? row["id"] : null;
    parents.push(lineOf(parentId === null ? row : { ...row, __parentId: parentId }));
    for (const inner of branches) {
      const lines = linesOf(projector, inner, inner.connection.all(), id, grouped);
      for (const line of lines) (grouped ? parents : children).push(line);
    }
  }
  return [...parents, ...children];
}

/** Shopify escapes slashes in these files. */
const lineOf = (row: Row): string => `${JSON.stringify(row).replaceAll("/", String.raw`\/`)}\n`;
