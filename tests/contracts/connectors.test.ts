import { readdirSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { csv } from "../../app/connectors/csv/index.ts";
import { describeConnector } from "../../app/connectors/describe.ts";
import { connectors, connectorsIn, findConnector, foldersBeside } from "../../app/connectors/registry.ts";
import { cardOf } from "../../app/use-cases/connector-form.ts";
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

  it("has no way to read any system that the contract was not held against", () => {
    // Databases have a suite of their own on real servers, named systems one on their simulators.
    const proved = new Set([...harnesses.map(({ connector }) => connector.id), "sql"]);
    const generic = connectors.filter(({ contains }) => contains === undefined);
    expect(generic.filter(({ id }) => !proved.has(id))).toEqual([]);
  });

  it("takes up a new folder by itself, with its form and its capabilities", async () => {
    const directory = await mkdtemp(join(tmpdir(), "connectors-"));
    await mkdir(join(directory, "fax"));
    const contract = {
      id: "fax",
      name: "Fax",
      summary: "Reads stock by fax.",
      roles: ["wms"],
      states: {},
      contains: {},
      capabilities: csv.capabilities,
    };
    await writeFile(
      join(directory, "fax", "index.ts"),
      `export const machine: object = ${JSON.stringify(contract)};`,
    );
    const [fax] = connectorsIn(await foldersBeside(directory));
    await rm(directory, { recursive: true });
    expect(fax && describeConnector(fax)).toMatchObject({ id: "fax", capabilities: csv.capabilities });
    expect(fax && cardOf(fax)).toMatchObject({ name: "Fax", roles: ["wms"] });
  });

  it("refuses a folder whose connector goes by another name", () => {
    expect(() => connectorsIn({ "./fax/index.ts": { machine: { id: "telex" } } })).toThrow(
      'app/connectors/fax/index.ts exports no connector with the id "fax"',
    );
  });
});
