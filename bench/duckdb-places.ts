import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";

/** DuckDB in memory with two threads, and the store's locations with their codes as the table `places`. */
export async function openDuckDB(store: string): Promise<{
  readonly connection: DuckDBConnection;
  readonly close: () => void;
}> {
  const { locations } = JSON.parse(readFileSync(join(store, "store.json"), "utf8")) as {
    locations: readonly { id: string; erp: readonly string[]; wms: readonly string[] }[];
  };
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "2",
    preserve_insertion_order: "false",
  });
  const connection = await instance.connect();
  const places = locations.map(({ id, erp, wms }) => `('${id}', '${erp[0] ?? ""}', '${wms[0] ?? ""}')`);
  await connection.run(
    `create table places as select * from (values ${places.join(",")}) as place(location, erp, wms)`,
  );
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  return { connection, close };
}
