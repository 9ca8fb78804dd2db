import ssh2 from "ssh2";
import { describe, expect, it } from "vitest";
import { csv } from "../../app/connectors/csv/index.ts";
import type { CsvConfig } from "../../app/connectors/csv/config.ts";
import { openSftpFile } from "../../app/connectors/csv/sftp/file.ts";
import { loopbackSftp, type Misdeeds } from "../contracts/sftp-loopback.ts";
import { atSftpHost, contextFor, failureOf, sftpContract } from "../contracts/sftp.ts";
import { linesOf } from "./vendor.ts";

sftpContract("a server on loopback", loopbackSftp);

const manyRows = `sku;site;qty\n${"ROW;W1;1\n".repeat(200_000)}`;
const at = (misdeeds: Misdeeds, text?: string) =>
  atSftpHost((options) => loopbackSftp(options, misdeeds), text === undefined ? {} : { text });
const count = async (config: CsvConfig) => (await linesOf(csv.readLevels(config, contextFor()))).length;

describe("an SFTP server", () => {
  it("is told neither user nor password while its key is not the pinned one", async () => {
    const { host, configOf } = await at({});
    for (const hostKey of [undefined, `SHA256:${"A".repeat(43)}`]) {
      const config = configOf({ hostKey });
      await failureOf(csv.check(config, contextFor("check")), config);
    }
    expect(host.signedIn).toEqual([]);
  });

  it("may take a password, also one that it asks for in a dialogue", async () => {
    for (const asksInDialogue of [false, true]) {
      const { host, configOf } = await at({ asksInDialogue });
      expect(await count(configOf({ signIn: { method: "password", password: host.password } }))).toBe(7);
      const wrong = configOf({ signIn: { method: "password", password: "an0ther-passw0rd" } });
      expect((await failureOf(csv.check(wrong, contextFor("check")), wrong)).fault).toBe("credentials");
    }
  });

  it("takes a key that was pasted into a field of one line", async () => {
    const { host, configOf } = await at({});
    const privateKey = host.key.replaceAll("\n", " ");
    expect(await count(configOf({ signIn: { method: "key", privateKey } }))).toBe(7);
  });

  it.each([
    ["no key", "hello, this is no key", undefined, "privateKey", "cannot be read"],
    ["the public half", "public", undefined, "privateKey", "public half"],
    ["a locked key without its passphrase", "locked", undefined, "passphrase", "has a passphrase"],
    ["a locked key with another one's", "locked", "wr0ng-phrase", "passphrase", "does not open"],
  ])("is not connected to with %s", async (_what, key, passphrase, field, words) => {
    const pair = ssh2.utils.generateKeyPairSync("ecdsa", {
      bits: 256,
      passphrase: "0pen-sesame",
      cipher: "aes256-ctr",
      rounds: 4,
    });
    const privateKey = key === "locked" ? pair.private : key === "public" ? pair.public : key;
    const { host, configOf } = await at({});
    const config = configOf({ signIn: { method: "key", privateKey, passphrase } });
    const error = await failureOf(csv.check(config, contextFor("check")), config);
    expect(error).toMatchObject({ fault: "configuration", field: `source.signIn.${field}` });
    expect(error.message).toContain(words);
    expect(host.signedIn).toEqual([]);
  });

  it("that gives less than it is asked for is asked for the rest", async () => {
    const { configOf } = await at({ mostAtOnce: 37 });
    expect(await count(configOf())).toBe(7);
  });

  it("is not read ahead of whoever takes the rows", async () => {
    const { host, configOf } = await at({}, manyRows);
    const pages = csv.readLevels(configOf(), contextFor())[Symbol.asyncIterator]();
    await pages.next();
    await new Promise((resolve) => setImmediate(resolve));
    // 1.8 MB are 55 reads.
    expect(host.reads()).toBeLessThan(40);
    await pages.return?.();
  });

  it("that cuts the connection in the middle fails the reading", async () => {
    const { configOf } = await at({ onRead: (index) => (index < 3 ? null : "cut") }, manyRows);
    const config = configOf();
    const error = await failureOf(count(config), config);
    expect(error).toMatchObject({
      fault: "unavailable",
      message: expect.stringContaining("was cut") as string,
    });
  });

  it("that falls silent in the middle is given up on", async () => {
    const { configOf } = await at({ onRead: (index) => (index < 3 ? null : "silent") }, manyRows);
    const config = configOf();
    const { source } = config;
    if (source.kind !== "sftp") throw new Error("another source");
    const file = await openSftpFile(source, contextFor(), 400);
    const error = await failureOf(Array.fromAsync(file.body), config);
    expect(error.message).toContain("did not answer in time");
  });

  it("may deny the file, or files altogether", async () => {
    const denying = await at({ deniesFiles: true });
    const config = denying.configOf();
    expect((await failureOf(csv.check(config, contextFor("check")), config)).fault).toBe("rights");
    const shell = await at({ hasNoSftp: true });
    const other = shell.configOf();
    expect((await failureOf(csv.check(other, contextFor("check")), other)).message).toContain(
      "offers no SFTP",
    );
  });

  it("is configured with a fingerprint or none, and nothing that only looks like one", async () => {
    const { configOf } = await at({});
    expect(() => configOf({ hostKey: "MD5:12:34" })).toThrow();
    expect(() => configOf({ host: "sftp://files.example.com" })).toThrow();
  });
});
