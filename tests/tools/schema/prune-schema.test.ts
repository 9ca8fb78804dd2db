import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { pruneSchema } from "../../../tools/schema/prune-schema.ts";

const official = buildSchema(`
  directive @idempotent(key: String!) on FIELD
  directive @elsewhere on FIELD
  schema { query: QueryRoot }
  "Something with an id." interface Node { id: ID! }
  interface Published { at: String }
  enum Order { UP DOWN }
  input Filter { order: Order, below: Filter }
  type Vendor { name: String }
  type Item implements Node & Published { id: ID!, at: String, vendor: Vendor, old: String @deprecated }
  type ItemConnection { nodes: [Item!]!, total: Int }
  type QueryRoot { items(first: Int, filter: Filter, old: Int @deprecated): ItemConnection!, vendor: Vendor }
`);

describe("pruning a schema", () => {
  it("keeps what is named and what it needs, and nothing else", () => {
    const sdl = pruneSchema(official, { QueryRoot: ["items"], Item: ["id"], Node: "all" }, ["idempotent"]);
    expect(sdl).toContain("items(filter: Filter, first: Int): ItemConnection!");
    expect(sdl).toContain("type Item implements Node {\n  id: ID!\n}");
    expect(sdl).toContain("enum Order");
    expect(sdl).toContain("type ItemConnection {\n  nodes: [Item!]!\n}");
    expect(sdl).toContain("directive @idempotent");
    for (const gone of ["Something with", "Vendor", "Published", "@elsewhere", "total"])
      expect(sdl).not.toContain(gone);
    expect(() => buildSchema(sdl)).not.toThrow();
  });

  it("takes `all` to mean every field that is not deprecated", () => {
    const sdl = pruneSchema(official, { QueryRoot: ["items"], Item: "all", Vendor: "all" }, []);
    expect(sdl).toContain("vendor: Vendor");
    expect(sdl).not.toContain("old");
  });

  it("lists every name that does not fit", () => {
    const prune = () => pruneSchema(official, { QueryRoot: ["vendor", "colour"], Colour: "all" }, []);
    expect(prune).toThrow("QueryRoot.colour does not exist");
    expect(prune).toThrow("Colour is not an object or interface of the schema");
    expect(prune).toThrow("QueryRoot.vendor returns Vendor, which is not kept");
  });
});
