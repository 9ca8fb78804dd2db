import { describe, expect, test } from "vitest";
import { checkAddress } from "../../app/operation/doctor/address.ts";
import { checkDatabase } from "../../app/operation/doctor/database.ts";
import { checkWork } from "../../app/operation/doctor/work.ts";
import { readinessOf } from "../../app/operation/readiness.ts";
import type { Backlog, DatabaseFacts, OperationViews } from "../../app/operation/ports.ts";

const idle: Backlog = {
  jobs: [{ kind: "scan", ready: 0, active: 1, failed: 0, oldestReadySeconds: 0 }],
  deliveries: { count: 0, oldestSeconds: 0 },
  hints: { count: 0, oldestSeconds: 0 },
  shops: 2,
  scansRunning: 1,
  scansOverdue: { count: 0, oldestSeconds: 0 },
  circuits: [],
};
const NOW = Date.UTC(2026, 3, 3, 10);

function database(facts: Partial<DatabaseFacts> | Error, applied: readonly string[] = ["a", "b"]) {
  const views: OperationViews = {
    ping: () =>
      facts instanceof Error
        ? Promise.reject(facts)
        : Promise.resolve({ version: 150_020, now: NOW, superuser: false, ...facts }),
    appliedMigrations: () => Promise.resolve(applied),
    backlog: () => Promise.resolve(idle),
  };
  return checkDatabase(
    views,
    () => readinessOf(views, () => Promise.resolve(["a", "b"])),
    () => NOW,
  );
}

const wrongs = (answers: readonly { verdict: string; sentence: string }[]) =>
  answers.filter(({ verdict }) => verdict === "wrong").map(({ sentence }) => sentence);

describe("the doctor on the database", () => {
  test("finds nothing wrong with one that is new enough, migrated and on time", async () => {
    expect(wrongs(await database({}))).toEqual([]);
  });

  test.each([
    [
      "does not answer",
      new Error("connect ECONNREFUSED"),
      "The database does not answer (connect ECONNREFUSED)",
    ],
    ["is too old", { version: 130_011 }, "PostgreSQL 13 is too old"],
    ["has another time", { now: NOW + 61_000 }, "61 s apart"],
  ])("says that it %s", async (_what, facts, part) => {
    expect(wrongs(await database(facts))).toEqual([expect.stringContaining(part)]);
  });

  test("says how many migrations it lacks, and what to run", async () => {
    expect(wrongs(await database({}, ["a"]))).toEqual([
      expect.stringMatching(/lacks 1 of 2 migrations.*migrate deploy/),
    ]);
  });
});

describe("the doctor on the work", () => {
  test("finds nothing wrong where nothing waits", () => {
    expect(wrongs(checkWork(idle))).toEqual([]);
  });

  test.each([
    ["a delivery", { deliveries: { count: 3, oldestSeconds: 900 } }],
    ["a hint", { hints: { count: 3, oldestSeconds: 900 } }],
    ["a scan", { scansOverdue: { count: 1, oldestSeconds: 900 } }],
    ["a job", { jobs: [{ kind: "scan", ready: 1, active: 0, failed: 0, oldestReadySeconds: 900 }] }],
  ])("asks for the worker when %s waits for a quarter of an hour", (_what, part) => {
    expect(wrongs(checkWork({ ...idle, ...part }))).toEqual([
      expect.stringMatching(/waiting for 15 minutes.*worker running/),
    ]);
  });

  test("notes connections that are left alone, without calling the app wrong for it", () => {
    const answers = checkWork({ ...idle, circuits: [{ connector: "odoo", open: 2 }] });
    expect(wrongs(answers)).toEqual([]);
    expect(answers.map(({ sentence }) => sentence)).toContainEqual(expect.stringContaining("odoo 2"));
  });
});

describe("the doctor on the address", () => {
  const address = new URL("https://handoff.example");
  const answering =
    (body: string, status = 200) =>
    () =>
      Promise.resolve(new Response(body, { status }));

  test.each([
    ["is ready", answering("ready"), "good"],
    ["answers for something else", answering("<html>"), "wrong"],
    ["is not ready", answering("The database does not answer", 503), "wrong"],
    ["is not there", () => Promise.reject(new Error("nobody")), "wrong"],
  ])("tells an app that %s", async (_what, fetch, verdict) => {
    expect((await checkAddress(address, fetch)).verdict).toBe(verdict);
  });
});
