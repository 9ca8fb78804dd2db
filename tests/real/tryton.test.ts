import { afterAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../app/connectors/config.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { tryton } from "../../app/connectors/tryton/index.ts";
import { createHttp } from "../../app/platform/http/index.ts";
import { lineOf, linesOf } from "../connectors/vendor.ts";
import type { Truth } from "../../tools/real/tryton/seed.ts";
import { given } from "./given.ts";

const server = given("tryton");
const http = createHttp({ allowedPrivateHosts: ["127.0.0.1"], production: false, userAgent: "test" });
const contexts = loneContexts({ http: http.connectors, now: Date.now });
const context = () => contexts("sweep", new AbortController().signal);
afterAll(() => http.close());

describe.skipIf(server === null)("a real Tryton", () => {
  const { address, database, admin, seeded, startedAt } = server ?? none();
  const configOf = (change: Record<string, unknown> = {}) =>
    loadConfig(tryton.config, { address, database, ...seeded.reader, ...change });
  const stock = ({ item, code, on_hand, available, incoming }: Truth) =>
    `${item}@${code} on_hand=${on_hand} available=${available} committed=${Number(on_hand) - Number(available)} incoming=${incoming}`;

  it("is read as it was seeded: picked, in transit, late, received, inactive and fractional stock", async () => {
    const lines = await linesOf(tryton.readLevels(configOf(), context()));
    expect([...lines].sort()).toEqual(seeded.truth.map(stock).sort());
  });

  it("says what is free in the storage zone alone, where that is what counts", async () => {
    const lines = await linesOf(tryton.readLevels(configOf({ available: "storage" }), context()));
    const expected = seeded.truth.map(
      ({ item, code, on_hand, inStorage, incoming }) =>
        `${item}@${code} on_hand=${on_hand} available=${inStorage} incoming=${incoming}`,
    );
    expect([...lines].sort()).toEqual(expected.sort());
  });

  it("is asked for single keys, and gives nothing for those that it does not have", async () => {
    const wanted = seeded.truth.filter((_one, index) => index % 3 === 0);
    const keys = [...wanted.map(({ item, code }) => ({ item, code })), { item: "8", code: "WH-A" }];
    const found = await tryton.readKeys(configOf(), context(), keys);
    expect(found.map(lineOf).sort()).toEqual(wanted.map(stock).sort());
  });

  it("lists its warehouses and tests well for a user who may only read", async () => {
    const codes = (await tryton.listLocations(configOf(), context())).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["WH-A", "WH-B"]));
    const { sample, warnings } = await tryton.check(configOf(), context());
    expect(sample).toHaveLength(3);
    expect(warnings).toEqual([]);
  });

  it("warns of a user who may do more than read", async () => {
    const { warnings } = await tryton.check(configOf(admin), context());
    expect(warnings.join(" ")).toContain("may change stock");
  });

  it("tells its events since the seeding, each of its kind, and none from later", async () => {
    const events = [];
    const readEvents = tryton.readEvents?.bind(tryton);
    for await (const page of readEvents?.(configOf(), context(), startedAt) ?? []) events.push(...page);
    const told = events.map(({ kind, item, code, delta }) => `${kind} ${item} ${code} ${delta}`);
    expect(told).toContain("cycle_count ROPE WH-A 2.75");
    expect(told).toContain("receipt STORED WH-A 5");
    expect(told).toContain("pick SHIPPED WH-A -3");
    expect(told).toContain("transfer_out MOVED WH-A -4");
    expect(told.filter((line) => / (ASSIGNED|LATE) /.test(line) && !line.startsWith("cycle_count"))).toEqual(
      [],
    );
    for await (const page of readEvents?.(configOf(), context(), Date.now() + 60_000) ?? [])
      expect(page).toEqual([]);
  });

  it("says which levels changed since a time", async () => {
    const readChanges = tryton.readChanges?.bind(tryton);
    const since = async (at: number) => linesOf(readChanges?.(configOf(), context(), at) ?? never());
    const changed = await since(startedAt);
    expect(changed).toContain(stock(seeded.truth[0] ?? none()));
    expect(changed.some((line) => line.startsWith("NEVER@"))).toBe(false);
    expect(await since(Date.now() + 60_000)).toEqual([]);
  });

  it.each([
    [{ password: "wr0ng-passw0rd" }, "credentials"],
    [{ database: "another" }, "not_found"],
    [{ company: 99 }, /rights|configuration|unavailable|unreadable/],
  ] as const)("tells what is wrong with %j: %s", async (change, fault) => {
    const config = configOf(change);
    const error: unknown = await tryton.check(config, context()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "ConnectorError", fault: expect.stringMatching(fault) as string });
    expect(String(error)).not.toContain(seeded.reader.password);
  });
});

function none(): never {
  throw new Error("There is nothing to be held against");
}

async function* never(): AsyncGenerator<never> {}
