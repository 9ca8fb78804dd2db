import type { IncomingMessage } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { Connector, LevelPage, RejectedRow } from "../../app/connectors/contract.ts";
import { ConnectorError } from "../../app/connectors/errors.ts";
import { loadConfig, secretValues } from "../../app/connectors/config.ts";
import { levelLine } from "../../app/connectors/level-line.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import type { ReportedLevel } from "../../app/inventory/index.ts";
import { createHttp, type HttpLimits } from "../../app/platform/http/index.ts";
import { serve, type Answer, type Fault } from "./connectors-server.ts";

/** A row as an outside system holds it. Quantities are decimal text; null is "this system does not know". */
export interface WorldRow {
  readonly item: string;
  readonly code: string;
  readonly onHand: string | null;
  readonly available: string | null;
  /** RFC 3339 in UTC. */
  readonly updatedAt: string;
}

/** A connector and a real server of its kind. */
export interface ConnectorHarness {
  readonly title: string;
  readonly connector: Connector;
  readonly config: (origin: string) => unknown;
  /** Plays the system. Must itself check the credentials of the configuration. `broken` rows are of wrong types. */
  readonly answer: (
    rows: readonly WorldRow[],
    broken: number,
  ) => (request: IncomingMessage, body: string) => Answer;
  /** A request for rows, as opposed to one for a token. */
  readonly isForRows: (request: IncomingMessage) => boolean;
  readonly endless: { readonly head: string; readonly chunk: string };
  /** Several requests make up a sweep. */
  readonly paged: boolean;
  /** A body that ends too early but cleanly can be told from a whole one. */
  readonly noticesHalf: boolean;
  /** Makes the server refuse every token that it has given so far. */
  readonly expireTokens?: () => void;
}

export const worldRows: readonly WorldRow[] = [
  row("KC-001", "W1", "12", "10"),
  row("KC-001", "W2", "-3", "-3"),
  row("007", "W1", "0", "0"),
  row("90071992547409931234", "W1", "1", "1"),
  row("ROPE", "W1", "0.30", "2.5"),
  row("UNKNOWN", "W2", null, "4"),
  row("TWICE", "W1", "5", "5"),
  row("TWICE", "W1", "5", "5"),
  row("Ünïcode / ü", "W2", "1", "1"),
];

function row(item: string, code: string, onHand: string | null, available: string | null): WorldRow {
  return { item, code, onHand, available, updatedAt: "2026-04-03T10:15:00Z" };
}

const now = Date.UTC(2026, 3, 3, 12);
/** Patient enough for a machine that does other things at the same time. */
const patient: Partial<HttpLimits> = {
  timeoutMs: 8_000,
  idleMs: 4_000,
  connectMs: 4_000,
  maxBytes: 4_000_000,
  streamMaxBytes: 4_000_000,
  retry: { attempts: 3, baseMs: 5, maxWaitMs: 1_500 },
};

/** What every connector owes the app, whatever system stands behind it. */
export function connectorContract(harness: ConnectorHarness): void {
  describe(`${harness.title} keeps the connector contract`, () => {
    const { connector } = harness;
    const logged: string[] = [];
    const open: { close(): Promise<void> }[] = [];
    afterEach(async () => {
      await Promise.all(open.splice(0).map((one) => one.close()));
      logged.length = 0;
    });

    async function start(
      fault?: (request: IncomingMessage, index: number) => Fault | null,
      {
        rows = worldRows,
        broken = 0,
        idleMs = 4_000,
      }: { rows?: readonly WorldRow[]; broken?: number; idleMs?: number } = {},
    ) {
      let asked = -1;
      const server = await serve(harness.answer(rows, broken), (request) => {
        if (!fault || !harness.isForRows(request)) return null;
        return fault(request, ++asked);
      });
      const logger = { debug: log, warn: log };
      const http = createHttp({
        allowedPrivateHosts: ["127.0.0.1"],
        production: false,
        userAgent: "test",
        logger,
        defaults: { ...patient, idleMs },
      });
      open.push(server, http);
      const config = loadConfig(connector.config, harness.config(server.origin));
      const cancel = new AbortController();
      const context = loneContexts({ http: http.connectors, now: () => now })("sweep", cancel.signal);
      return { server, config, context, cancel };
    }
    const log = (facts: object, message: string) => void logged.push(JSON.stringify(facts) + message);

    it("reads every row exactly once, digits, zeros, signs and duplicates included", async () => {
      const { config, context } = await start();
      const { levels, rejected } = await sweep(connector.readLevels(config, context));
      expect(rejected).toEqual([]);
      expect(levels.map(levelLine)).toEqual(worldRows.map(expectedLine));
    });

    it("leaves an unknown state out instead of saying zero", async () => {
      const { config, context } = await start();
      const { levels } = await sweep(connector.readLevels(config, context));
      const unknown = levels.find(({ item }) => item === "UNKNOWN");
      expect(Object.keys(unknown?.states ?? {})).toEqual(["available"]);
    });

    it("reads single keys and gives nothing for one that is not there", async () => {
      const { config, context } = await start();
      const keys = [
        { item: "007", code: "W1" },
        { item: "KC-001", code: "W2" },
        { item: "7", code: "W1" },
      ];
      const levels = await connector.readKeys(config, context, keys);
      expect(levels.map(({ item, code }) => `${item}@${code}`).sort()).toEqual(["007@W1", "KC-001@W2"]);
    });

    it("lists the locations", async () => {
      const { config, context } = await start();
      const locations = await connector.listLocations(config, context);
      expect(locations.map(({ code }) => code).sort()).toEqual(["W1", "W2"]);
    });

    it("shows at most three sample rows when checked", async () => {
      const { config, context } = await start();
      const { sample, warnings } = await connector.check(config, context);
      expect(sample.map(levelLine)).toEqual(worldRows.slice(0, 3).map(expectedLine));
      expect(warnings).toEqual([]);
    });

    it.each([
      [401, "credentials"],
      [403, "rights"],
      [404, "not_found"],
      [500, "unavailable"],
      [503, "unavailable"],
    ] as const)("tells what a status of %i means: %s", async (status, fault) => {
      const { config, context } = await start(() => statusFault(status));
      await expectFault(() => connector.check(config, context), fault, config);
    });

    it("tells a system that is down from one that refuses", async () => {
      const { config, context, server } = await start();
      await server.close();
      await expectFault(() => connector.check(config, context), "unavailable", config);
    });

    it("calls a web page unreadable", async () => {
      const body = "<!DOCTYPE html><html><body>Please sign in</body></html>";
      const { config, context } = await start(() => answerFault(200, body, { "content-type": "text/html" }));
      await expectFault(() => connector.check(config, context), "unreadable", config);
    });

    it.runIf(harness.noticesHalf)("calls an answer unreadable that ends in the middle", async () => {
      const { config, context } = await start(() => ({ kind: "half" }));
      await expectFault(() => sweep(connector.readLevels(config, context)), "unreadable", config);
    });

    it("fails a sweep whose connection is cut", async () => {
      const { config, context } = await start(() => ({ kind: "cut" }));
      await expectFault(() => sweep(connector.readLevels(config, context)), "unavailable", config);
    });

    it("stops an answer without end at the limit, in bounded memory", async () => {
      const { config, context, server } = await start(() => ({ kind: "endless", ...harness.endless }));
      const before = process.memoryUsage().rss;
      await expectFault(() => drain(connector.readLevels(config, context)), "unreadable", config);
      expect(server.bytesSent()).toBeLessThan(20_000_000);
      expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
    });

    it("gives up on a system that stays silent", async () => {
      const { config, context } = await start(() => ({ kind: "silent" }), { idleMs: 300 });
      await expectFault(() => sweep(connector.readLevels(config, context)), "unavailable", config);
    });

    it("rejects rows of wrong types with place and field, and keeps the others", async () => {
      const { config, context } = await start(undefined, { broken: 2 });
      const { levels, rejected } = await sweep(connector.readLevels(config, context));
      expect(levels).toHaveLength(worldRows.length);
      expect(rejected).toHaveLength(2);
      for (const { where, reason } of rejected) {
        expect(where).toMatch(/\d/);
        expect(reason).toMatch(/onHand/i);
      }
    });

    it("stops with the caller's reason when cancelled in the middle of a sweep", async () => {
      const many = Array.from({ length: 5_000 }, (_, index) => row(`N${index}`, "W1", "1", "1"));
      const { config, context, cancel } = await start(undefined, { rows: many });
      const reason = new Error("cancelled by the test");
      const reading = async () => {
        for await (const page of connector.readLevels(config, context)) {
          expect(page.levels.length).toBeGreaterThan(0);
          cancel.abort(reason);
        }
      };
      await expect(reading()).rejects.toBe(reason);
    });

    it("waits as long as Retry-After says and then goes on", async () => {
      const { config, context } = await start((_request, index) =>
        index === 0 ? statusFault(429, { "retry-after": "1" }) : null,
      );
      const began = performance.now();
      const { levels } = await sweep(connector.readLevels(config, context));
      expect(performance.now() - began).toBeGreaterThan(950);
      expect(levels).toHaveLength(worldRows.length);
    });

    it("says so when it is throttled for longer than it waits", async () => {
      const { config, context } = await start(() => statusFault(429, { "retry-after": "3600" }));
      await expectFault(() => sweep(connector.readLevels(config, context)), "throttled", config);
    });

    it.runIf(harness.expireTokens)("renews a token that ends in the middle of a sweep", async () => {
      const { config, context } = await start();
      const levels: ReportedLevel[] = [];
      let pages = 0;
      for await (const page of connector.readLevels(config, context)) {
        levels.push(...page.levels);
        if (++pages === 1) harness.expireTokens?.();
      }
      expect(pages).toBeGreaterThan(1);
      expect(levels).toHaveLength(worldRows.length);
    });

    it("declares exactly the optional methods that it has", () => {
      const { capabilities } = connector;
      const has = {
        events: !!connector.readEvents,
        health: !!connector.readHealth,
        resync: !!connector.requestResync,
      };
      expect({
        events: capabilities.events,
        health: capabilities.health,
        resync: capabilities.resync,
      }).toEqual(has);
    });

    async function expectFault(
      action: () => Promise<unknown>,
      fault: ConnectorError["fault"],
      config: unknown,
    ): Promise<void> {
      const error: unknown = await action().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(ConnectorError);
      expect(error).toMatchObject({ fault });
      const told = [String(error), String((error as Error).stack), ...logged].join("\n");
      const secrets = secretValues(connector.config, config);
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of secrets) expect(told).not.toContain(secret);
    }
  });
}

function expectedLine({ item, code, onHand, available, updatedAt }: WorldRow): string {
  const plain = (text: string) => String(Number(text));
  return JSON.stringify({
    item,
    code,
    states: {
      ...(onHand === null ? {} : { on_hand: plain(onHand) }),
      ...(available === null ? {} : { available: plain(available) }),
    },
    updated_at: updatedAt,
    observed_at: "2026-04-03T12:00:00Z",
  });
}

async function sweep(
  pages: AsyncIterable<LevelPage>,
): Promise<{ levels: ReportedLevel[]; rejected: RejectedRow[] }> {
  const levels: ReportedLevel[] = [];
  const rejected: RejectedRow[] = [];
  for await (const page of pages) {
    levels.push(...page.levels);
    rejected.push(...page.rejected);
  }
  return { levels, rejected };
}

async function drain(pages: AsyncIterable<LevelPage>): Promise<void> {
  const iterator = pages[Symbol.asyncIterator]();
  while (!(await iterator.next()).done);
}

function statusFault(status: number, headers: Readonly<Record<string, string>> = {}): Fault {
  return answerFault(status, "", headers);
}

function answerFault(status: number, body: string, headers: Readonly<Record<string, string>>): Fault {
  return { kind: "answer", answer: { status, body, headers } };
}
