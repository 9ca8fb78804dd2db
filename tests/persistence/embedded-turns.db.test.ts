import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startInMemory } from "../../app/persistence/embedded.ts";

let server: Awaited<ReturnType<typeof startInMemory>>;
beforeAll(async () => {
  server = await startInMemory();
});
afterAll(() => server.close());

describe("several connections to the embedded database", () => {
  it("each get the answer to their own question, however their messages interleave", async () => {
    const pool = new pg.Pool({ connectionString: server.url, max: 8 });
    const asked = Array.from({ length: 400 }, (_, number) => number);
    const ask = async (client: pg.Pool | pg.PoolClient, number: number): Promise<string | undefined> => {
      const { rows } = await client.query<{ answer: string }>("select $1::text as answer", [`#${number}`]);
      return rows[0]?.answer;
    };
    const askInTransaction = async (number: number): Promise<string | undefined> => {
      const client = await pool.connect();
      await client.query("begin");
      const answer = await ask(client, number);
      await client.query("commit");
      client.release();
      return answer;
    };
    const answers = await Promise.all(
      asked.map((number) => (number % 3 === 0 ? askInTransaction(number) : ask(pool, number))),
    );
    expect(answers).toEqual(asked.map((number) => `#${number}`));
    await pool.end();
  });

  it("go on when a client goes away in the middle of a query", async () => {
    const leaving = new pg.Client(server.url);
    leaving.on("error", () => undefined);
    await leaving.connect();
    const stream = (
      leaving as unknown as { connection: { stream: { write(bytes: Uint8Array): void; destroy(): void } } }
    ).connection.stream;
    const parseOnly = Buffer.from("P\0\0\0\x10\0select 1\0\0\0", "latin1");
    stream.write(parseOnly);
    await new Promise((resolve) => setTimeout(resolve, 50));
    stream.destroy();
    const staying = new pg.Client(server.url);
    await staying.connect();
    expect((await staying.query("select $1::int as one", [1])).rows).toEqual([{ one: 1 }]);
    await staying.end();
  });
});
