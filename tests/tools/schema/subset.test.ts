import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { subsetDifferences } from "../../../tools/schema/subset.ts";

const whole = `
  directive @idempotent(key: String!) on FIELD
  schema { query: QueryRoot }
  interface Node { id: ID! }
  enum Code { STALE GONE }
  input Row { quantity: Int!, from: Int, unit: String = "each" }
  type Item implements Node { id: ID!, sku: String, tags: [String!]! }
  interface Named { sku: String }
  type QueryRoot { item(id: ID!, reverse: Boolean = false, row: Row): Item, code: Code }
`;
const part = `
  directive @idempotent(key: String!) on FIELD
  schema { query: QueryRoot }
  interface Node { id: ID! }
  enum Code { STALE GONE }
  input Row { quantity: Int!, unit: String = "each" }
  type Item implements Node { id: ID!, sku: String }
  interface Named { sku: String }
  type QueryRoot { item(id: ID!, row: Row): Item, code: Code }
`;

const differences = (from: string, to: string): string[] => {
  if (!part.includes(from)) throw new Error(`nothing to replace: ${from}`);
  return subsetDifferences(buildSchema(part.replace(from, to), { assumeValid: true }), buildSchema(whole));
};

describe("the subset check", () => {
  it("is silent about a true subset", () => {
    expect(subsetDifferences(buildSchema(part), buildSchema(whole))).toEqual([]);
  });

  it.each([
    [
      "a field that does not exist",
      "sku: String",
      "sku: String, colour: String",
      "Item.colour does not exist officially",
    ],
    ["a field of another type", "sku: String", "sku: Int", "Item.sku is Int, officially String"],
    [
      "a field of another nullability",
      "sku: String",
      "sku: String!",
      "Item.sku is String!, officially String",
    ],
    [
      "a type that does not exist",
      "type Item ",
      "type Extra { id: ID! }\n type Item ",
      "type Extra does not exist officially",
    ],
    [
      "an argument that does not exist",
      "row: Row)",
      "row: Row, at: Int)",
      "QueryRoot.item(at:) does not exist officially",
    ],
    [
      "an argument of another type",
      "item(id: ID!",
      "item(id: ID",
      "QueryRoot.item(id:) is ID, officially ID!",
    ],
    [
      "a required argument left out",
      "item(id: ID!, row: Row)",
      "item(row: Row)",
      "QueryRoot.item(id:) is required officially and absent here",
    ],
    ["an enum value left out", "STALE GONE", "STALE", "Code.GONE exists officially and is absent here"],
    ["an enum value made up", "STALE GONE", "STALE GONE NEW", "Code.NEW does not exist officially"],
    [
      "an input field made up",
      "quantity: Int!,",
      "quantity: Int!, colour: Int,",
      "Row.colour does not exist officially",
    ],
    [
      "a required input field left out",
      "quantity: Int!,",
      "",
      "Row.quantity is required officially and absent here",
    ],
    [
      "another default",
      `unit: String = "each"`,
      `unit: String = "box"`,
      `Row.unit defaults to "box", officially "each"`,
    ],
    [
      "an interface that is not implemented",
      "implements Node",
      "implements Node & Named",
      "Item does not implement Named officially",
    ],
    [
      "a directive's other argument",
      "@idempotent(key: String!)",
      "@idempotent(key: String)",
      "@idempotent(key:) is String, officially String!",
    ],
    [
      "a directive in another place",
      "on FIELD",
      "on QUERY",
      "@idempotent stands on QUERY, officially on FIELD",
    ],
  ])("reports %s", (_what, from, to, sentence) => {
    expect(differences(from, to)).toContain(sentence);
  });

  it("reports an object that became an input", () => {
    expect(differences("type Item implements Node {", "input Item {")).toContain(
      "Item is another kind of type officially",
    );
  });

  it("reports another root", () => {
    const renamed = buildSchema(part.replaceAll("QueryRoot", "Query"));
    expect(subsetDifferences(renamed, buildSchema(whole))).toContain(
      "the query root is Query, officially QueryRoot",
    );
  });
});
