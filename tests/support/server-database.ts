import { randomUUID } from "node:crypto";
import pg from "pg";
import type { TestDatabase } from "./database.ts";
import { migrationScripts, migrationsFingerprint } from "./migrations.ts";

/** Any number that nothing else on the server locks. */
const TEMPLATE_LOCK = 4_871_023;

/** A copy of a migrated template, which the first caller makes. */
export async function freshOnServer(server: string): Promise<TestDatabase> {
  const template = `handoff_template_${migrationsFingerprint()}`;
  const name = `handoff_test_${randomUUID().replaceAll("-", "")}`;
  await withAdmin(server, async (admin) => {
    // Held while copying too: a template cannot be copied by two at once.
    await admin.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    await ensureTemplate(admin, server, template);
    await admin.query(`create database ${name} template ${template}`);
  });
  return {
    url: on(server, name),
    close: () => withAdmin(server, (admin) => admin.query(`drop database ${name} with (force)`)),
  };
}

async function ensureTemplate(admin: pg.Client, server: string, template: string): Promise<void> {
  const { rowCount } = await admin.query("select from pg_database where datname = $1", [template]);
  if (rowCount) return;
  const draft = `${template}_draft`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft}`);
  const client = new pg.Client({ connectionString: on(server, draft) });
  await client.connect();
  try {
    for (const script of migrationScripts()) await client.query(script);
  } finally {
    await client.end();
  }
  await admin.query(`alter database ${draft} rename to ${template}`);
}

/** Ending the session releases the lock. */
async function withAdmin(server: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function on(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
