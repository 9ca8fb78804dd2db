import {
  OperationTypeNode,
  Kind,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
} from "graphql";
import { GraphQLIncludeDirective, GraphQLSkipDirective, getNullableType } from "graphql";
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";
import { adminSchema } from "./schema.ts";

type Variables = Readonly<Record<string, unknown>>;

const MUTATION = 10;
const CONNECTION = 2;

/** Points of an operation: scalars 0, objects 1, connections by their size, mutations 10. */
export class Costing {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #operation: OperationDefinitionNode;
  readonly #variables: Variables;

  constructor(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables) {
    this.#operation = operation;
    this.#variables = variables;
    this.#fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
  }

  /** Before execution: connections count as full. */
  requested(): number {
    return this.#root(undefined);
  }

  /** After execution: connections count with what they held, absent objects nothing. */
  actual(data: unknown): number {
    return data === null || data === undefined ? 0 : this.#root(data);
  }

  #root(data: unknown): number {
    const isMutation = this.#operation.operation === OperationTypeNode.MUTATION;
    const type = isMutation ? adminSchema.getMutationType() : adminSchema.getQueryType();
    if (!type) return 0;
    const fields = this.#fieldsOf(this.#operation.selectionSet, type).flatMap(({ fields }) => fields);
    if (!isMutation) return this.#selections(this.#operation.selectionSet, type, data);
    return fields.reduce((sum, field) => sum + MUTATION + this.#payload(field, type, data), 0);
  }

  /** The payload object of a mutation is part of the mutation's price. */
  #payload(field: FieldNode, parent: GraphQLCompositeType, data: unknown): number {
    return Math.max(0, this.#field(field, parent, data) - 1);
  }

  #selections(selections: SelectionSetNode, type: GraphQLCompositeType, data: unknown): number {
    const groups = this.#fieldsOf(selections, type).map((group) => ({
      condition: group.type,
      cost: group.fields.reduce((sum, field) => sum + this.#field(field, group.type, data), 0),
    }));
    const own = groups
      .filter((group) => group.condition === type)
      .reduce((sum, group) => sum + group.cost, 0);
    // An object is of one type only, so of the type conditions the dearest counts.
    return (
      own + Math.max(0, ...groups.filter((group) => group.condition !== type).map((group) => group.cost))
    );
  }

  #fieldsOf(
    selections: SelectionSetNode,
    type: GraphQLCompositeType,
  ): { readonly type: GraphQLCompositeType; readonly fields: FieldNode[] }[] {
    const groups = new Map<GraphQLCompositeType, FieldNode[]>([[type, []]]);
    for (const selection of selections.selections) {
      if (this.#isSkipped(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        groups.get(type)?.push(selection);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      const named =
        fragment.typeCondition === undefined ? type : adminSchema.getType(fragment.typeCondition.name.value);
      if (!isCompositeType(named)) continue;
      for (const inner of this.#fieldsOf(fragment.selectionSet, named)) {
        groups.set(inner.type, [...(groups.get(inner.type) ?? []), ...inner.fields]);
      }
    }
    return [...groups].map(([groupType, fields]) => ({ type: groupType, fields }));
  }

  #isSkipped(node: SelectionSetNode["selections"][number]): boolean {
    return (
      getDirectiveValues(GraphQLSkipDirective, node, this.#variables)?.["if"] === true ||
      getDirectiveValues(GraphQLIncludeDirective, node, this.#variables)?.["if"] === false
    );
  }

  #field(field: FieldNode, parent: GraphQLCompositeType, data: unknown): number {
    const name = field.name.value;
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    const type = definition === undefined ? undefined : getNamedType(definition.type);
    if (definition === undefined || !isCompositeType(type) || field.selectionSet === undefined) return 0;
    if (name === "userErrors" || name === "pageInfo") return 0;
    const value: unknown = isRecord(data) ? (data[field.alias?.value ?? name] ?? null) : undefined;
    if (value === null) return 0;
    const args = getArgumentValues(definition, field, { ...this.#variables });
    if (type.name.endsWith("Connection")) return this.#connection(field.selectionSet, type, args, value);
    const ids = args["ids"];
    if (parent === adminSchema.getQueryType() && Array.isArray(ids)) {
      return this.#list(field.selectionSet, type, value, ids.length);
    }
    if (isListType(getNullableType(definition.type))) return this.#plainList(field.selectionSet, type, value);
    return 1 + this.#selections(field.selectionSet, type, value);
  }

  #connection(
    selections: SelectionSetNode,
    type: GraphQLCompositeType,
    args: Variables,
    value: unknown,
  ): number {
    const size = Number(args["first"] ?? args["last"] ?? 0);
    const fields = this.#fieldsOf(selections, type).flatMap((group) => group.fields);
    return fields.reduce((sum, field) => {
      const name = field.name.value;
      if ((name !== "nodes" && name !== "edges") || field.selectionSet === undefined || !isObjectType(type))
        return sum;
      const definition = type.getFields()[name];
      const inner = definition === undefined ? undefined : getNamedType(definition.type);
      if (!isCompositeType(inner)) return sum;
      const entries: unknown = isRecord(value) ? value[field.alias?.value ?? name] : undefined;
      // An edge is free; its node is the object.
      if (name === "nodes") return sum + this.#list(field.selectionSet, inner, entries, size);
      return (
        sum +
        this.#each(entries, size, (edge) => this.#selections(field.selectionSet ?? selections, inner, edge))
      );
    }, CONNECTION);
  }

  #list(selections: SelectionSetNode, type: GraphQLCompositeType, value: unknown, size: number): number {
    return this.#each(value, size, (entry) =>
      entry === null ? 0 : 1 + this.#selections(selections, type, entry),
    );
  }

  #each(value: unknown, size: number, price: (entry: unknown) => number): number {
    if (!Array.isArray(value)) return size * price(undefined);
    return value.reduce<number>((sum, entry) => sum + price(entry), 0);
  }

  /** A list without pages counts as one object, whatever its length. */
  #plainList(selections: SelectionSetNode, type: GraphQLCompositeType, value: unknown): number {
    if (!Array.isArray(value)) return 1 + this.#selections(selections, type, undefined);
    return value.length === 0
      ? 0
      : 1 + Math.max(...value.map((entry) => this.#selections(selections, type, entry)));
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
