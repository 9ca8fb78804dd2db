import { afterAll, beforeAll, expect, it } from "vitest";
import { testEnvironment } from "../support/environment.ts";
import type { Caller, TypedConnection, TypedFile } from "../../app/use-cases/contract.ts";
import { createApp, type App } from "../../app/wiring.server.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let server: TestDatabase;
let app: App;
const caller: Caller = { shop: "files.myshopify.com", person: "1" };

beforeAll(async () => {
  server = await freshDatabase();
  app = await createApp(testEnvironment(server.url));
  await app.scanning.shops.install(
    { domain: caller.shop, name: "Files", timezone: "UTC", currency: "EUR" },
    0,
  );
});
afterAll(async () => {
  await app.close();
  await server.close();
});

const csv = (text: string, name = "stock.csv"): TypedFile => ({
  name,
  bytes: new TextEncoder().encode(text),
});

function typed(file: TypedFile | null, name = "Counting sheet"): TypedConnection {
  const entries = new Map<string, string | TypedFile>([
    ["source.kind", "upload"],
    ["columns.item", "sku"],
    ["columns.location.from", "field"],
    ["columns.location.field", "place"],
    ["states.on_hand", "pieces"],
  ]);
  if (file) entries.set("source.file", file);
  return { connector: "csv", role: "wms", name, sparse: false, entries };
}

const rows = async () => {
  const [source] = await app.scanning.sources(caller.shop);
  const read = [];
  for await (const page of source!.readLevels(AbortSignal.timeout(5_000))) read.push(...page.levels);
  return read.map(({ item, code }) => `${item}@${code}`);
};

it("a file that a merchant uploads is tried, kept, read by scans, kept again when only the name changes, and replaced", async () => {
  const refused = await app.useCases.createConnection(caller, typed(csv("article,place,pieces\n1,A,3\n")));
  expect(refused).toMatchObject({ ok: false });
  expect(JSON.stringify(refused)).toContain("sku");
  expect(await app.useCases.testNewConnection(caller, typed(null))).toMatchObject({
    ok: false,
    fields: { "source.file": expect.any(String) },
  });

  const created = await app.useCases.createConnection(
    caller,
    typed(csv("sku,place,pieces\r\n007,A,3\r\n8,B,1.5\r\n")),
  );
  if (!created.ok) throw new Error(JSON.stringify(created));
  expect(await rows()).toEqual(["007@A", "8@B"]);

  expect(await app.useCases.changeConnection(caller, created.connectionId, typed(null, "Renamed"))).toEqual({
    ok: true,
  });
  expect(await rows()).toEqual(["007@A", "8@B"]);

  const replacement = typed(csv("sku,place,pieces\n9,C,2\n"));
  expect(await app.useCases.changeConnection(caller, created.connectionId, replacement)).toEqual({
    ok: true,
  });
  expect(await rows()).toEqual(["9@C"]);

  const stranger = await app.scanning.sources("another.myshopify.com");
  expect(stranger).toEqual([]);
});
