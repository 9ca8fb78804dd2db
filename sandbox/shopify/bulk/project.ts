import { GraphQLError, Kind, getArgumentValues, getNamedType, isAbstractType, isObjectType } from "graphql";
import type { FieldNode, FragmentDefinitionNode, GraphQLObjectType, SelectionSetNode } from "graphql";
import type { Call } from "../graphql/call.ts";
import { Connection } from "../graphql/connection.ts";
import { adminSchema } from "../graphql/schema.ts";

type Value = null | string | number | boolean | readonly Value[] | { readonly [key: string]: Value };
export type Row = Record<string, Value>;

/** A connection met while a row was made; its nodes are rows of their own. */
export interface Branch {
  readonly connection: Connection<{ readonly id: string }, object>;
  readonly node: SelectionSetNode;
  readonly type: GraphQLObjectType;
}

export interface Projection {
  readonly row: Row;
  readonly branches: readonly Branch[];
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Evaluates selections without pages: what graphql-js does, but with connections set aside instead of cut. */
export class Projector {
  readonly #call: Call;
  readonly #fragments: Fragments;
  readonly #args = new Map<FieldNode, Record<string, unknown>>();

  constructor(call: Call, fragments: Fragments) {
    this.#call = call;
    this.#fragments = fragments;
  }

  project(source: object, selections: SelectionSetNode, type: GraphQLObjectType): Projection {
    const branches: Branch[] = [];
    return { row: this.#object(source, selections, type, branches), branches };
  }

  #object(source: object, selections: SelectionSetNode, type: GraphQLObjectType, branches: Branch[]): Row {
    const row: Row = {};
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) this.#field(source, selection, type, row, branches);
      else {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
        if (fragment !== undefined && this.#applies(fragment.typeCondition?.name.value, type)) {
          Object.assign(row, this.#object(source, fragment.selectionSet, type, branches));
        }
      }
    }
    return row;
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wanted = adminSchema.getType(condition);
    return isAbstractType(wanted) && adminSchema.isSubType(wanted, type);
  }

  #field(source: object, field: FieldNode, type: GraphQLObjectType, row: Row, branches: Branch[]): void {
    const name = field.name.value;
    const key = field.alias?.value ?? name;
    if (name === "__typename") {
      row[key] = type.name;
      return;
    }
    const definition = type.getFields()[name];
    if (definition === undefined) throw new GraphQLError(`${type.name} has no field ${name}.`);
    const value = this.#resolve(source, field, type);
    if (isConnection(value)) branches.push(branchOf(value, field, type));
    else row[key] = this.#value(value, field, getNamedType(definition.type).name, branches);
  }

  #resolve(source: object, field: FieldNode, type: GraphQLObjectType): unknown {
    const value: unknown = Reflect.get(source, field.name.value);
    if (typeof value !== "function") return value;
    let args = this.#args.get(field);
    const definition = type.getFields()[field.name.value];
    if (args === undefined && definition !== undefined) {
      args = getArgumentValues(definition, field, {});
      this.#args.set(field, args);
    }
    return Reflect.apply(value, source, [args, this.#call]);
  }

  #value(value: unknown, field: FieldNode, typeName: string, branches: Branch[]): Value {
    if (value === null || value === undefined) return null;
    if (Array.isArray(value))
      return value.map((entry: unknown) => this.#value(entry, field, typeName, branches));
    if (typeof value === "object" && field.selectionSet !== undefined) {
      const concrete = "__typename" in value ? String(value.__typename) : typeName;
      const type = adminSchema.getType(concrete);
      if (isObjectType(type)) return this.#object(value, field.selectionSet, type, branches);
    }
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
    throw new GraphQLError(`${field.name.value} cannot be read in bulk.`);
  }
}

const isConnection = (value: unknown): value is Branch["connection"] => value instanceof Connection;

function branchOf(connection: Branch["connection"], field: FieldNode, parent: GraphQLObjectType): Branch {
  const edges = childField(field.selectionSet, "edges");
  const node = childField(edges?.selectionSet, "node")?.selectionSet;
  const definition = parent.getFields()[field.name.value];
  const nodeName =
    definition === undefined ? "" : getNamedType(definition.type).name.replace(/Connection$/, "");
  const type = adminSchema.getType(nodeName);
  if (node === undefined || !isObjectType(type))
    throw new GraphQLError(`${field.name.value} must select edges and node.`);
  return { connection, node, type };
}

const childField = (selections: SelectionSetNode | undefined, name: string): FieldNode | undefined =>
  selections?.selections.find(
    (child): child is FieldNode => child.kind === Kind.FIELD && child.name.value === name,
  );
