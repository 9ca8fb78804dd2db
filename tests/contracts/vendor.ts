import { afterEach, describe, expect, it } from "vitest";
import { describeForm, loadConfig, secretValues } from "../../app/connectors/config.ts";
import type { Connector, LevelPage, RejectedRow } from "../../app/connectors/contract.ts";
import { ConnectorError } from "../../app/connectors/errors.ts";
import type { Purpose } from "../../app/connectors/limits.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { formatInstant, formatQuantity, type ReportedLevel } from "../../app/inventory/index.ts";
import { createHttp, type HttpLimits } from "../../app/platform/http/index.ts";
import type {
  AccountKind,
  SeedLocation,
  SeedRow,
  SimulatorOptions,
  VendorFault,
  VendorSimulator,
} from "../../sandbox/vendors/contract.ts";

/** Patient enough for a machine that does other things at the same time. */
const patient: Partial<HttpLimits> = {
  timeoutMs: 10_000,
  idleMs: 5_000,
  connectMs: 5_000,
  maxBytes: 6_000_000,
  streamMaxBytes: 6_000_000,
  retry: { attempts: 3, baseMs: 5, maxWaitMs: 1_500 },
};

/** What every connector to a named vendor owes the app, held against that vendor's simulator. */
export function vendorContract(connector: Connector, simulator: VendorSimulator): void {
  const { traits } = simulator;

  describe(`${connector.name} keeps the connector contract`, () => {
    const logged: string[] = [];
    const open: { close(): Promise<void> }[] = [];
    afterEach(async () => {
      await Promise.all(open.splice(0).map((one) => one.close()));
      logged.length = 0;
    });
    const log = (facts: object, message: string) => void logged.push(JSON.stringify(facts) + message);

    async function start(
      change: Partial<SimulatorOptions> = {},
      {
        account = "good",
        scale = 100_000,
        idleMs = patient.idleMs,
      }: { account?: AccountKind; scale?: number; idleMs?: number | undefined } = {},
    ) {
      const rows = [...(change.rows ?? seedRows(simulator))];
      const vendor = await simulator.start({
        rows,
        locations: locationsOf(simulator, 2),
        limits: null,
        pageSize: 4,
        ...change,
      });
      const http = createHttp({
        allowedPrivateHosts: ["127.0.0.1"],
        production: false,
        userAgent: "test",
        logger: { debug: log, warn: log },
        defaults: { ...patient, ...(idleMs !== undefined && { idleMs }) },
      });
      open.push(vendor, http);
      const config = loadConfig(connector.config, vendor.config(account));
      const contexts = loneContexts({ http: http.connectors, now: Date.now, scale });
      const cancel = new AbortController();
      const context = (purpose: Purpose) => contexts(purpose, cancel.signal);
      const sweep = () => collect(connector.readLevels(config, context("sweep")));
      return { vendor, rows, config, context, cancel, sweep };
    }

    const changedAt = (config: unknown) =>
      (connector.capabilitiesOf?.(config) ?? connector.capabilities).changedAt;
    const lineOf = (level: ReportedLevel, withTime: boolean) =>
      line(
        level.item,
        level.code,
        Object.fromEntries(
          Object.entries(level.states).map(([state, quantity]) => [state, formatQuantity(quantity)]),
        ),
        withTime && level.updatedAt !== null ? formatInstant(level.updatedAt) : null,
      );
    const expected = (rows: readonly SeedRow[], withTime: boolean) =>
      rows.flatMap((row) => {
        const told = simulator.tells(row);
        return told ? [line(row.item, row.code, told.states, withTime ? told.updatedAt : null)] : [];
      });

    /** What a whole sweep gives. */
    const swept = (rows: readonly SeedRow[], withTime: boolean) =>
      expected(traits.saysZeroOfAll ? everywhere(rows) : rows, withTime);

    it("reads every row of every page exactly, and exactly once", async () => {
      const { rows, config, sweep } = await start();
      const { levels, rejected } = await sweep();
      expect(rejected).toEqual([]);
      const withTime = changedAt(config);
      expect(levels.map((level) => lineOf(level, withTime)).sort()).toEqual(swept(rows, withTime).sort());
      expect(levels.length).toBeGreaterThan(8);
    });

    it("declares what it reports: every state has its meaning and its contents", async () => {
      const { levels } = await (await start()).sweep();
      const reported = new Set(levels.flatMap(({ states }) => Object.keys(states)));
      expect(Object.keys(connector.states)).toEqual(expect.arrayContaining([...reported]));
      expect(Object.keys(connector.contains ?? {}).sort()).toEqual(Object.keys(connector.states).sort());
      const { capabilities } = connector;
      expect({
        changedSince: capabilities.changedSince,
        events: capabilities.events,
        health: capabilities.health,
        resync: capabilities.resync,
        rights: capabilities.rights,
      }).toEqual({
        changedSince: connector.readChanges !== undefined,
        events: connector.readEvents !== undefined,
        health: connector.readHealth !== undefined,
        resync: connector.requestResync !== undefined,
        rights: traits.accounts.includes("wide_rights"),
      });
    });

    it("reads single keys, odd ones too, and gives nothing for one that is not there", async () => {
      const { rows, config, context } = await start();
      const told = rows.filter((row) => simulator.tells(row) !== null);
      const wanted = told.filter((_row, index) => index % 3 !== 1);
      const [first] = wanted;
      const keys = [...wanted, { item: "NO-SUCH-ITEM", code: first?.code ?? "" }];
      const found = await connector.readKeys(
        config,
        context("probe"),
        keys.map(({ item, code }) => ({ item, code })),
      );
      const lines = found.map((level) => line(level.item, level.code, statesOf(level), null));
      expect(lines.sort()).toEqual(expected(wanted, false).sort());
    });

    it("reads nothing for no keys, without a request for stock", async () => {
      const { vendor, config, context } = await start();
      expect(await connector.readKeys(config, context("probe"), [])).toEqual([]);
      expect(vendor.requests.filter(({ kind }) => kind === "stock")).toEqual([]);
    });

    it("lists the locations, with codes as its stock rows have them", async () => {
      const { rows, config, context } = await start();
      const codes = (await connector.listLocations(config, context("locations"))).map(({ code }) => code);
      expect(codes).toEqual(expect.arrayContaining([...new Set(rows.map(({ code }) => code))]));
      expect(new Set(codes).size).toBe(codes.length);
    });

    it("copes with an account of no stock, and with one of 2,000 locations", async () => {
      const empty = await start({ rows: [] });
      expect(await empty.sweep()).toEqual({ levels: [], rejected: [], pages: expect.any(Array) });
      const check = await connector.check(empty.config, empty.context("check"));
      expect(check.sample).toEqual([]);
      expect(check.warnings.join(" ")).toMatch(/not a single row|no stock|no row|nothing/i);
      const large = await start({ rows: [], locations: locationsOf(simulator, 2_000) });
      expect(await connector.listLocations(large.config, large.context("locations"))).toHaveLength(2_000);
    });

    it("shows rows that a person recognises when it is checked", async () => {
      const { rows, config, context } = await start();
      const { sample } = await connector.check(config, context("check"));
      expect(sample.length).toBeGreaterThan(0);
      expect(sample.length).toBeLessThanOrEqual(3);
      const lines = swept(rows, false);
      for (const level of sample)
        expect(lines).toContain(line(level.item, level.code, statesOf(level), null));
    });

    describe("when rows change between pages", () => {
      it.runIf(traits.paged)("loses and doubles none of those that stay", async () => {
        const rows = manyRows(simulator, bigEnough(simulator));
        const { vendor, config, context } = await start({ rows });
        const kept = rows.filter(({ item }) => item !== rows[0]?.item && item !== rows[5]?.item);
        vendor.afterPage(1, () => {
          for (const index of [0, 5]) {
            const row = rows[index];
            if (row) vendor.remove(row.item, row.code);
          }
          const [like] = rows;
          if (like)
            vendor.put([
              { ...like, item: "AAA-NEW" },
              { ...like, item: "ZZZ-NEW" },
            ]);
        });
        const { levels } = await collect(connector.readLevels(config, context("sweep")));
        const seen = Map.groupBy(levels, (level) => JSON.stringify([level.item, level.code]));
        for (const { item, code } of kept)
          expect({ item, code, times: seen.get(JSON.stringify([item, code]))?.length ?? 0 }).toEqual({
            item,
            code,
            times: 1,
          });
      });

      it("gives a row as it was or as it became, never a mixture", async () => {
        const rows = manyRows(simulator, bigEnough(simulator));
        const { vendor, config, context } = await start({ rows });
        const last = rows[rows.length - 1];
        const became = { ...(last ?? fail("no rows")), onHand: "77", committed: "7" };
        vendor.afterPage(1, () => vendor.put([became]));
        const { levels } = await collect(connector.readLevels(config, context("sweep")));
        const found = levels.filter(({ item, code }) => item === became.item && code === became.code);
        expect(found).toHaveLength(1);
        const lines = expected([last ?? became, became], false);
        expect(lines).toContain(line(became.item, became.code, statesOf(found[0] ?? fail("none")), null));
      });
    });

    it.runIf(connector.capabilities.changedSince)(
      "reads what changed since a time, and little else",
      async () => {
        const { vendor, rows, config, context } = await start();
        if (!(connector.capabilitiesOf?.(config) ?? connector.capabilities).changedSince) return;
        const before = Date.now();
        const changed = { ...(rows[2] ?? fail("no rows")), onHand: "41" };
        await new Promise((resolve) => setTimeout(resolve, 1_100));
        vendor.put([{ ...changed, updatedAt: new Date().toISOString() }]);
        const readChanges = connector.readChanges?.bind(connector) ?? fail("declared");
        const { levels } = await collect(readChanges(config, context("changes"), before));
        const items = levels.map(({ item, code }) => `${item}@${code}`);
        expect(items).toContain(`${changed.item}@${changed.code}`);
        expect(new Set(items).size).toBeLessThan(rows.length);
      },
    );

    it.runIf(connector.capabilities.resumes && traits.paged)(
      "goes on after a page at which it was cut off",
      async () => {
        const rows = manyRows(simulator, bigEnough(simulator));
        const { config, context } = await start({ rows });
        if (!(connector.capabilitiesOf?.(config) ?? connector.capabilities).resumes) return;
        const { pages, levels } = await collect(connector.readLevels(config, context("sweep")));
        const index = pages.findIndex(
          ({ position, levels: some }) => position !== undefined && some.length > 0,
        );
        const before = pages.slice(0, index + 1).flatMap((page) => page.levels);
        const rest = await collect(connector.readLevels(config, context("sweep"), pages[index]?.position));
        const names = (some: readonly ReportedLevel[]) => some.map(({ item, code }) => `${item}@${code}`);
        expect(rest.levels.length).toBeLessThan(levels.length);
        expect([...new Set([...names(before), ...names(rest.levels)])].sort()).toEqual(
          [...new Set(names(levels))].sort(),
        );
      },
    );

    describe("tells apart", () => {
      it.each([
        ["wrong_credentials", /credentials/],
        ["missing_rights", /rights/],
        ["wrong_account", /credentials|configuration|not_found|rights/],
        ["expired", /credentials/],
      ] as const)("an account of %s", async (account, fault) => {
        if (!isBasic(account) && !traits.accounts.includes(account)) return;
        const { config, context } = await start({}, { account });
        const error = await failureOf(connector.check(config, context("check")), config);
        expect(error.fault).toMatch(fault);
      });

      it.runIf(traits.accounts.includes("wide_rights"))(
        "an account that may do more than read, with a warning",
        async () => {
          const { config, context } = await start({}, { account: "wide_rights" });
          const { warnings } = await connector.check(config, context("check"));
          expect(warnings.join(" ")).toMatch(/more than|write|change|right/i);
          const good = await start();
          const checked = await connector.check(good.config, good.context("check"));
          expect(checked.warnings.join(" ")).not.toMatch(/may (also )?(write|change)/i);
        },
      );

      it("an address of a private network that nobody allowed, at its field, before anything is sent", async () => {
        const { vendor, config } = await start();
        const guarded = createHttp({ allowedPrivateHosts: [], production: false, userAgent: "test" });
        open.push(guarded);
        const contexts = loneContexts({ http: guarded.connectors, now: Date.now });
        const error = await failureOf(
          connector.check(config, contexts("check", AbortSignal.timeout(10_000))),
          config,
        );
        expect(error.fault).toBe("configuration");
        const addresses = describeForm(connector.config).filter(({ widget }) => widget === "address");
        expect(addresses.map(({ name }) => name)).toContain(error.field);
        expect(vendor.requests).toEqual([]);
      });

      it("a system that is down", async () => {
        const { vendor, config, context } = await start();
        await vendor.close();
        expect((await failureOf(connector.check(config, context("check")), config)).fault).toBe(
          "unavailable",
        );
      });
    });

    it.each([
      [{ kind: "server_error" }, "unavailable"],
      [{ kind: "cut" }, "unavailable"],
      [{ kind: "half" }, "unreadable"],
      [{ kind: "silent" }, "unavailable"],
      [{ kind: "html" }, "unreadable"],
      [{ kind: "other_json" }, "unreadable"],
      [{ kind: "endless" }, /unreadable|unavailable/],
    ] as const satisfies readonly (readonly [VendorFault, string | RegExp])[])(
      "fails a sweep as a whole when every answer is %j",
      async (fault, meaning) => {
        const { vendor, config, context } = await start({}, fault.kind === "silent" ? { idleMs: 1_000 } : {});
        vendor.misbehave(fault);
        const reading = collect(connector.readLevels(config, context("sweep")));
        expect((await failureOf(reading, config)).fault).toMatch(meaning);
      },
      30_000,
    );

    it("rejects rows of wrong types one by one, or calls the answer unreadable; it never makes up a number", async () => {
      const { vendor, rows, config, context } = await start();
      vendor.misbehave({ kind: "wrong_types" });
      const reading = collect(connector.readLevels(config, context("sweep")));
      const outcome = await reading.catch((error: unknown) => error);
      if (outcome instanceof ConnectorError) {
        expect(outcome.fault).toBe("unreadable");
        return;
      }
      const { levels, rejected } = outcome as Awaited<typeof reading>;
      expect(rejected.length).toBeGreaterThan(0);
      for (const { where, reason } of rejected) {
        expect(where).toMatch(/\d/);
        expect(reason.length).toBeGreaterThan(5);
      }
      const lines = swept(rows, false);
      for (const level of levels)
        expect(lines).toContain(line(level.item, level.code, statesOf(level), null));
    });

    it.runIf(traits.paged)(
      "does not go round in circles with a vendor that gives one page again and again",
      async () => {
        const rows = manyRows(simulator, bigEnough(simulator));
        const { vendor, config, context } = await start({ rows });
        vendor.misbehave({ kind: "repeat_page" }, { after: 1 });
        const outcome = await collect(connector.readLevels(config, context("sweep"))).catch(
          (error: unknown) => error,
        );
        // Some pages say themselves which one they are; then the connector may well get through.
        if (outcome instanceof ConnectorError) expect(outcome.fault).toMatch(/unreadable|unavailable/);
        expect(vendor.requests.length).toBeLessThan(rows.length + 200);
      },
    );

    it("waits when it is throttled in the middle of a sweep, and loses nothing by it", async () => {
      const { vendor, rows, config, context } = await start();
      vendor.misbehave({ kind: "throttle", seconds: 1 }, { after: traits.paged ? 1 : 0, times: 1 });
      const { levels } = await collect(connector.readLevels(config, context("sweep")));
      expect(levels.map((level) => line(level.item, level.code, statesOf(level), null)).sort()).toEqual(
        swept(rows, false).sort(),
      );
    });

    it("says that it is throttled when that lasts for longer than a check waits", async () => {
      const { vendor, config, context } = await start();
      vendor.misbehave({ kind: "throttle", seconds: 3_600 });
      const error = await failureOf(connector.check(config, context("check")), config);
      expect(error.fault).toBe("throttled");
    }, 60_000);

    it.runIf(traits.tokens)("signs in again when its session ends in the middle of a sweep", async () => {
      const { vendor, rows, config, context } = await start();
      const levels: ReportedLevel[] = [];
      let pages = 0;
      for await (const page of connector.readLevels(config, context("sweep"))) {
        levels.push(...page.levels);
        if (++pages === 1) vendor.expireTokens();
      }
      expect(levels).toHaveLength(swept(rows, false).length);
      expect(vendor.requests.filter(({ kind }) => kind === "sign_in").length).toBeLessThanOrEqual(6);
    });

    it("stops with the caller's reason when it is cancelled in the middle of a sweep", async () => {
      const rows = manyRows(simulator, bigEnough(simulator));
      const { vendor, config, context, cancel } = await start({ rows });
      const reason = new Error("cancelled by the test");
      vendor.misbehave({ kind: "slow", milliseconds: 250 }, { after: traits.paged ? 1 : 0 });
      setTimeout(() => cancel.abort(reason), 150);
      const reading = collect(connector.readLevels(config, context("sweep")));
      await expect(reading.then(() => cancel.signal.throwIfAborted())).rejects.toBe(reason);
    });

    it("keeps within the vendor's limits when they are enforced", async () => {
      // Two hundred times as generous, so that minutes pass in a second; the connector's own limits run as fast.
      const scale = 200;
      const { vendor, rows, config, context } = await start({ limits: { scale } }, { scale });
      const { levels } = await collect(connector.readLevels(config, context("sweep")));
      expect(levels).toHaveLength(swept(rows, false).length);
      expect(vendor.requests.filter(({ throttled }) => throttled)).toEqual([]);
    }, 60_000);

    async function failureOf(action: Promise<unknown>, config: unknown): Promise<ConnectorError> {
      const error: unknown = await action.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(ConnectorError);
      const told = [String(error), String((error as Error).stack), ...logged].join("\n");
      const secrets = secretValues(connector.config, config);
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of secrets) expect(told).not.toContain(secret);
      return error as ConnectorError;
    }
  });
}

/** Each item at each location, with nothing where the rows have none. */
function everywhere(rows: readonly SeedRow[]): readonly SeedRow[] {
  const codes = [...new Set(rows.map(({ code }) => code))];
  const held = new Set(rows.map(({ item, code }) => JSON.stringify([item, code])));
  const empty = [...new Set(rows.map(({ item }) => item))].flatMap((item) =>
    codes
      .filter((code) => !held.has(JSON.stringify([item, code])))
      .map((code) => ({ item, code, onHand: "0", updatedAt: rows[0]?.updatedAt ?? "" })),
  );
  return [...rows, ...empty];
}

function isBasic(account: AccountKind): boolean {
  return account === "wrong_credentials" || account === "missing_rights";
}

/** Enough rows for several pages also where the vendor gives as many as it is asked for. */
function bigEnough({ traits }: VendorSimulator): number {
  return traits.pagesBy === "client" && traits.paged ? 2_300 : 26;
}

function manyRows(simulator: VendorSimulator, count: number): readonly SeedRow[] {
  return Array.from({ length: count }, (_, index) => ({
    item: `ROW-${String(index).padStart(5, "0")}`,
    code: simulator.locationCode(1 + (index % 2)),
    onHand: String(10 + (index % 50)),
    committed: String(index % 5),
    incoming: String(index % 3),
    updatedAt: "2026-04-03T10:15:00Z",
  }));
}

function locationsOf(simulator: VendorSimulator, count: number): readonly SeedLocation[] {
  return Array.from({ length: count }, (_, index) => ({
    code: simulator.locationCode(index + 1),
    name: `Hall ${index + 1}`,
  }));
}

/** The rows that go wrong elsewhere: commas, quotes, slashes, emoji, leading zeros, long digits, negative and fractional stock. */
export function seedRows(simulator: VendorSimulator): readonly SeedRow[] {
  const { decimals, forbiddenInItems } = simulator.traits;
  const [one, two] = [simulator.locationCode(1), simulator.locationCode(2)];
  const row = (item: string, code: string, change: Partial<SeedRow> = {}): SeedRow => ({
    item,
    code,
    onHand: "12",
    committed: "2",
    updatedAt: "2026-04-03T10:15:00Z",
    ...change,
  });
  const rows = [
    row("KC-001", one, { incoming: "5", safetyStock: "1" }),
    row("KC-001", two, { onHand: "7", committed: "0" }),
    row("007", one, { onHand: "3" }),
    row("7", one, { onHand: "4" }),
    row("90071992547409931234", one),
    row('5" SCREW, zinc', two),
    row("O'BRIEN", one),
    row("A/B & C", two),
    row("Ünïcode ü", one),
    row("CANDLE 🕯", two),
    row("HELD", one, { unavailable: "4" }),
    row("NOTHING", two, { onHand: "0", committed: "0" }),
    row("OVERSOLD", one, { onHand: "1", committed: "5" }),
    ...(decimals ? [row("ROPE", two, { onHand: "2.75", committed: "0.5" })] : []),
  ];
  const allowed = ({ item }: SeedRow) =>
    !Array.from(forbiddenInItems).some((letter) => item.includes(letter));
  return rows.filter(allowed);
}

function statesOf(level: ReportedLevel): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(level.states).map(([state, quantity]) => [state, formatQuantity(quantity)]),
  );
}

function line(
  item: string,
  code: string,
  states: Readonly<Record<string, string>>,
  at: string | null,
): string {
  const told = Object.entries(states)
    .map(([state, quantity]) => `${state}=${Number(quantity)}`)
    .sort();
  return [`${item}@${code}`, ...told, ...(at === null ? [] : [new Date(at).toISOString()])].join(" ");
}

async function collect(pages: AsyncIterable<LevelPage>) {
  const found = { levels: [] as ReportedLevel[], rejected: [] as RejectedRow[], pages: [] as LevelPage[] };
  for await (const page of pages) {
    found.levels.push(...page.levels);
    found.rejected.push(...page.rejected);
    found.pages.push(page);
  }
  return found;
}

function fail(why: string): never {
  throw new Error(why);
}
