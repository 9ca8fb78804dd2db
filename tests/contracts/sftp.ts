import { createHash } from "node:crypto";
import { appendFile, mkdir, mkdtemp, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadConfig, secretValues } from "../../app/connectors/config.ts";
import type { Purpose } from "../../app/connectors/limits.ts";
import { ConnectorError } from "../../app/connectors/errors.ts";
import { csv } from "../../app/connectors/csv/index.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { createHttp } from "../../app/platform/http/index.ts";
import { linesOf } from "../connectors/vendor.ts";

export interface SftpOptions {
  /** Holds the files. */
  readonly folder: string;
  /** Default true. */
  readonly readOnly?: boolean;
}

/** An SSH server at 127.0.0.1 that serves files. */
export interface SftpHost {
  readonly port: number;
  readonly user: string;
  /** Public key in OpenSSH's one line. */
  readonly hostKey: string;
  /** Private keys; the second is good and not let in. */
  readonly key: string;
  readonly strangersKey: string;
  /** How a client names a file of the folder. */
  pathOf(name: string): string;
  close(): Promise<void>;
}

export const sftpRows = [
  "sku;site;qty",
  "KC-001;W1;12",
  "007;W1;0",
  '"5"" SCREW, zinc";W1;3',
  '"SEMI;COLON";W2;-2,5',
  "A/B & C;W2;1",
  "CANDLE 🕯;W2;4",
  "UNKNOWN;W2;",
];
const told = [
  "KC-001@W1 on_hand=12",
  "007@W1 on_hand=0",
  '5" SCREW, zinc@W1 on_hand=3',
  "SEMI;COLON@W2 on_hand=-2.5",
  "A/B & C@W2 on_hand=1",
  "CANDLE 🕯@W2 on_hand=4",
  "UNKNOWN@W2",
];
const fileName = "Bestände, März 🕯.csv";

const open: { close(): Promise<void> }[] = [];
// Of whichever test file this is part of.
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

const http = createHttp({ allowedPrivateHosts: ["127.0.0.1"], production: false, userAgent: "test" });
const contexts = loneContexts({ http: http.connectors, dial: http.dial, now: Date.now });

export function contextFor(purpose: Purpose = "sweep", signal = new AbortController().signal) {
  return contexts(purpose, signal);
}

export function fingerprintOf(publicKey: string): string {
  const [, blob = ""] = publicKey.split(" ");
  return `SHA256:${createHash("sha256").update(Buffer.from(blob, "base64")).digest("base64").replace("=", "")}`;
}

function shownKey({ hostKey }: SftpHost): string {
  return `${fingerprintOf(hostKey)} (${hostKey.split(" ")[0]})`;
}

/** A host with one file in its folder, and how to configure a connection to it. */
export async function atSftpHost<Host extends SftpHost>(
  start: (options: SftpOptions) => Promise<Host>,
  { text = `${sftpRows.join("\n")}\n`, readOnly = true }: { text?: string; readOnly?: boolean } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), "sftp-"));
  const file = join(folder, fileName);
  await writeFile(file, text);
  await mkdir(join(folder, "folder"));
  const host = await start({ folder, readOnly });
  open.push(host, { close: () => rm(folder, { recursive: true }) });
  const configOf = (change: Record<string, unknown> = {}) =>
    loadConfig(csv.config, {
      source: {
        kind: "sftp",
        host: "127.0.0.1",
        port: host.port,
        hostKey: fingerprintOf(host.hostKey),
        user: host.user,
        signIn: { method: "key", privateKey: host.key },
        path: host.pathOf(fileName),
        ...change,
      },
      format: { decimal: "comma" },
      columns: { item: "sku", location: { from: "field", field: "site" } },
      states: { on_hand: "qty" },
    });
  return { host, file, configOf };
}

export async function failureOf(action: Promise<unknown>, config: unknown): Promise<ConnectorError> {
  const error: unknown = await action.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  const said = `${String(error)} ${(error as Error).stack}`;
  for (const secret of secretValues(csv.config, config)) expect(said).not.toContain(secret);
  return error as ConnectorError;
}

const manyRows = `sku;site;qty\n${Array.from({ length: 12_000 }, (_, index) => `ROW-${index};W1;${index}`).join("\n")}\n`;

/** What reading a file over SFTP owes the app, whoever wrote the server. */
export function sftpContract(title: string, start: (options: SftpOptions) => Promise<SftpHost>): void {
  describe(`a CSV file over SFTP from ${title}`, () => {
    it("is read row by row, exactly, under a name with spaces and letters of any kind", async () => {
      const { configOf } = await atSftpHost(start);
      expect(await linesOf(csv.readLevels(configOf(), contextFor()))).toEqual(told);
    });

    it("is read whole when it is long, in the order of its rows", async () => {
      const { configOf } = await atSftpHost(start, { text: manyRows });
      const lines = await linesOf(csv.readLevels(configOf(), contextFor()));
      expect(lines).toHaveLength(12_000);
      expect(lines[0]).toBe("ROW-0@W1 on_hand=0");
      expect(lines.findIndex((line, index) => line !== `ROW-${index}@W1 on_hand=${index}`)).toBe(-1);
    });

    it("is not asked for before the host's key was confirmed: the test names the key that it saw", async () => {
      const { host, configOf } = await atSftpHost(start);
      const config = configOf({ hostKey: undefined });
      const error = await failureOf(csv.check(config, contextFor("check")), config);
      expect(error).toMatchObject({ fault: "configuration", field: "source.hostKey" });
      expect(error.message).toContain(`shows the key ${shownKey(host)}`);
    });

    it("is not asked for at a host whose key is another one: both are named", async () => {
      const { host, configOf } = await atSftpHost(start);
      const pinned = `SHA256:${"A".repeat(43)}`;
      const config = configOf({ hostKey: pinned });
      const error = await failureOf(linesOf(csv.readLevels(config, contextFor())), config);
      expect(error).toMatchObject({ fault: "configuration", field: "source.hostKey" });
      expect(error.message).toContain(`${shownKey(host)} and not ${pinned}`);
    });

    it("tells a user that is not let in, a file that is not there, and a folder", async () => {
      const { host, configOf } = await atSftpHost(start);
      const stranger = configOf({ signIn: { method: "key", privateKey: host.strangersKey } });
      const refused = await failureOf(csv.check(stranger, contextFor("check")), stranger);
      expect(refused.fault).toBe("credentials");
      const missing = configOf({ path: host.pathOf("none.csv") });
      expect(await failureOf(csv.check(missing, contextFor("check")), missing)).toMatchObject({
        fault: "not_found",
        field: "source.path",
      });
      const folder = configOf({ path: host.pathOf("folder") });
      expect(await failureOf(csv.check(folder, contextFor("check")), folder)).toMatchObject({
        fault: "configuration",
        field: "source.path",
      });
    });

    it("tells a host that is down from one that speaks no SSH, and goes to no private network", async () => {
      const { host, configOf } = await atSftpHost(start);
      const web = createServer((_request, response) => response.end());
      await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
      const elsewhere = configOf({ port: (web.address() as AddressInfo).port });
      const error = await failureOf(csv.check(elsewhere, contextFor("check")), elsewhere);
      expect(error.message).toContain("Is this the port");
      web.close();
      const inside = configOf({ host: "10.255.255.1" });
      expect(await failureOf(csv.check(inside, contextFor("check")), inside)).toMatchObject({
        fault: "configuration",
        field: "source.host",
        message: expect.stringContaining("private network") as string,
      });
      await host.close();
      const down = configOf();
      expect((await failureOf(csv.check(down, contextFor("check")), down)).fault).toBe("unavailable");
    });

    it.each([
      ["grows", (file: string) => appendFile(file, "LATE;W1;1\n")],
      ["is cut short", (file: string) => truncate(file, 40_000)],
      [
        "is written over with as many bytes",
        (file: string) => utimes(file, new Date(), new Date(2_000_000_000_000)),
      ],
    ])("that %s while it is read fails the reading, and says so", async (_what, change) => {
      const { file, configOf } = await atSftpHost(start, { text: manyRows });
      const config = configOf();
      const reading = async () => {
        let pages = 0;
        for await (const { levels } of csv.readLevels(config, contextFor())) {
          expect(levels.length).toBeGreaterThan(0);
          if (++pages === 1) await change(file);
        }
      };
      const error = await failureOf(reading(), config);
      expect(error.fault).toBe("unavailable");
      expect(error.message).toContain("was written while it was being read");
    });

    it("stops with the caller's reason when it is cancelled in the middle", async () => {
      const { configOf } = await atSftpHost(start, { text: manyRows });
      const cancel = new AbortController();
      const reason = new Error("cancelled by the test");
      const reading = async () => {
        for await (const { levels } of csv.readLevels(configOf(), contextFor("sweep", cancel.signal))) {
          expect(levels.length).toBeGreaterThan(0);
          cancel.abort(reason);
        }
      };
      await expect(reading()).rejects.toBe(reason);
    });

    it("warns in the test that the user may change the file, and only then; the file stays as it is", async () => {
      const reader = await atSftpHost(start);
      expect((await csv.check(reader.configOf(), contextFor("check"))).warnings).toEqual([]);
      const writer = await atSftpHost(start, { readOnly: false });
      const { sample, warnings } = await csv.check(writer.configOf(), contextFor("check"));
      expect(sample).toHaveLength(3);
      expect(warnings).toEqual([expect.stringContaining("may also change the file")]);
      expect(await linesOf(csv.readLevels(writer.configOf(), contextFor()))).toEqual(told);
    });
  });
}
