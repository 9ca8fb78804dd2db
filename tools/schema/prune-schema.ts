import {
  Kind,
  assertValidSchema,
  buildASTSchema,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  getNamedType,
  lexicographicSortSchema,
  parse,
  printSchema,
  visit,
} from "graphql";
import type {
  ASTNode,
  GraphQLInterfaceType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  InputValueDefinitionNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from "graphql";
import type { Keep } from "./keep.ts";

type TypeWithFields = GraphQLObjectType | GraphQLInterfaceType;

/** Type name → kept field names; `null` for a type that is kept whole. */
type Selection = Map<string, ReadonlySet<string> | null>;

/**
 * The SDL of the kept part of `schema`, without descriptions, sorted by name.
 * Throws one Error that lists every kept name that does not exist and every kept field whose type is not kept.
 */
export function pruneSchema(schema: GraphQLSchema, keep: Keep, directives: readonly string[]): string {
  const selection = select(schema, keep);
  const pruned = visit(parse(printSchema(schema)), {
    enter: (node) => ("description" in node ? { ...node, description: undefined } : undefined),
    leave: (node, _key, _parent, _path, ancestors) =>
      isKept(node, ancestors, selection, directives) ? undefined : null,
  });
  const result = lexicographicSortSchema(buildASTSchema(pruned));
  assertValidSchema(result);
  return `${printSchema(result)}\n`;
}

function select(schema: GraphQLSchema, keep: Keep): Selection {
  const selection: Selection = new Map();
  const problems: string[] = [];
  for (const [name, fields] of Object.entries(keep)) {
    const type = schema.getType(name);
    if (!isObjectType(type) && !isInterfaceType(type))
      problems.push(`${name} is not an object or interface of the schema`);
    else selection.set(name, keptFields(type, fields, problems));
  }
  for (const name of [...selection.keys()]) addConnection(schema, name, selection);
  for (const [name, fields] of [...selection]) {
    const type = schema.getType(name) as TypeWithFields;
    for (const field of fields ?? []) followField(type, field, selection, problems);
  }
  if (problems.length > 0)
    throw new Error(`The list of kept types does not fit the schema:\n${problems.join("\n")}`);
  return selection;
}

function keptFields(
  type: TypeWithFields,
  wanted: readonly string[] | "all",
  problems: string[],
): ReadonlySet<string> {
  const fields = type.getFields();
  if (wanted === "all") {
    return new Set(
      Object.values(fields)
        .filter((f) => f.deprecationReason === undefined || f.deprecationReason === null)
        .map((f) => f.name),
    );
  }
  for (const name of wanted) if (!(name in fields)) problems.push(`${type.name}.${name} does not exist`);
  return new Set(wanted.filter((name) => name in fields));
}

function addConnection(schema: GraphQLSchema, name: string, selection: Selection): void {
  if (isObjectType(schema.getType(`${name}Connection`)))
    selection.set(`${name}Connection`, new Set(["edges", "nodes", "pageInfo"]));
  if (isObjectType(schema.getType(`${name}Edge`))) selection.set(`${name}Edge`, new Set(["cursor", "node"]));
}

function followField(
  type: TypeWithFields,
  fieldName: string,
  selection: Selection,
  problems: string[],
): void {
  const field = type.getFields()[fieldName];
  if (field === undefined) return;
  const result = getNamedType(field.type);
  if (isCompositeType(result)) {
    if (!selection.has(result.name))
      problems.push(`${type.name}.${fieldName} returns ${result.name}, which is not kept`);
  } else selection.set(result.name, null);
  for (const argument of field.args)
    if (!argument.deprecationReason) followInput(getNamedType(argument.type), selection);
}

function followInput(type: GraphQLNamedType, selection: Selection): void {
  if (selection.has(type.name)) return;
  if (isScalarType(type) || isEnumType(type) || isInputObjectType(type)) selection.set(type.name, null);
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) followInput(getNamedType(field.type), selection);
}

type Ancestors = readonly (ASTNode | readonly ASTNode[])[];

function isKept(
  node: ASTNode,
  ancestors: Ancestors,
  selection: Selection,
  directives: readonly string[],
): boolean {
  const owner = ancestors.findLast((ancestor) => "kind" in ancestor);
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return selection.has(node.name.value);
    case Kind.UNION_TYPE_DEFINITION:
      return false;
    case Kind.DIRECTIVE_DEFINITION:
      return directives.includes(node.name.value);
    case Kind.FIELD_DEFINITION:
      return isTypeWithFields(owner) && (selection.get(owner.name.value)?.has(node.name.value) ?? false);
    case Kind.INPUT_VALUE_DEFINITION:
      return owner?.kind !== Kind.FIELD_DEFINITION || !isDeprecated(node);
    case Kind.NAMED_TYPE:
      return !isTypeWithFields(owner) || selection.has(node.name.value);
    default:
      return true;
  }
}

function isTypeWithFields(
  node: ASTNode | undefined,
): node is ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode {
  return node?.kind === Kind.OBJECT_TYPE_DEFINITION || node?.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

const isDeprecated = (node: InputValueDefinitionNode): boolean =>
  (node.directives ?? []).some((directive) => directive.name.value === "deprecated");
