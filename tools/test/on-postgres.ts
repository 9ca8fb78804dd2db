import { spawnSync } from "node:child_process";
import { join } from "node:path";
import pg from "pg";

// The database tests once more, on a native PostgreSQL: TEST_DATABASE_URL names one; otherwise one that already runs on this
// machine is looked for. Each test makes databases of its own and drops them.

const candidates = [process.env.TEST_DATABASE_URL, "postgresql://postgres@127.0.0.1:5432/postgres"].filter(
  (url) => url !== undefined,
);

for (const url of candidates) {
  const version = await versionOf(url);
  if (version === null) continue;
  console.log(`On ${version}`);
  const vitest = join(import.meta.dirname, "../../node_modules/vitest/vitest.mjs");
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--project", "integration", ...process.argv.slice(2)],
    {
      stdio: "inherit",
      env: { ...process.env, TEST_DATABASE_URL: url },
    },
  );
  process.exit(status ?? 1);
}
console.error(
  "No PostgreSQL answers. Start one (Debian: apt-get install postgresql), or name one whose user may create databases: TEST_DATABASE_URL=postgresql://…",
);
process.exit(1);

async function versionOf(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select split_part(version(), ' on ', 1) as version",
    );
    return rows[0]?.version ?? null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
