import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { connectors, findConnector } from "../../app/connectors/registry.ts";
import { connectorContract } from "./connectors.ts";
import { csvOverHttps } from "./connectors-csv.ts";
import { keyAndPages, oauthAndCursors } from "./connectors-rest-json.ts";

const harnesses = [oauthAndCursors(), keyAndPages(), csvOverHttps()];
for (const harness of harnesses) connectorContract(harness);

describe("the registry", () => {
  it("lists exactly the folders of app/connectors, but for the shared one", () => {
    const folders = readdirSync(new URL("../../app/connectors", import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "shared")
      .map(({ name }) => name);
    expect(connectors.map(({ id }) => id).sort()).toEqual(folders.sort());
  });

  it("finds a connector by its id and nothing for another", () => {
    expect(findConnector("csv")?.name).toBe("CSV file");
    expect(findConnector("fax")).toBeUndefined();
  });

  it("has no connector that the contract was not held against", () => {
    const proved = new Set(harnesses.map(({ connector }) => connector.id));
    expect(connectors.filter(({ id }) => !proved.has(id))).toEqual([]);
  });
});
