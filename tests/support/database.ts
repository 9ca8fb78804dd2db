import { freshInMemory } from "./embedded-database.ts";
import { freshOnServer } from "./server-database.ts";

export interface TestDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/** An empty database with every migration applied: on the server that TEST_DATABASE_URL names, otherwise embedded and in memory. */
export async function freshDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? freshOnServer(server) : freshInMemory();
}
