import { mkdtemp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importFolder } from "../../app/connectors/import-folder.ts";

let around: string;
beforeEach(async () => {
  around = await mkdtemp(join(tmpdir(), "imports-"));
  await mkdir(join(around, "imports", "daily"), { recursive: true });
  await writeFile(join(around, "imports", "daily", "wms.csv"), "sku,qty\n");
  await writeFile(join(around, "secret.txt"), "secret");
});
afterEach(() => rm(around, { recursive: true }));

describe("the import folder", () => {
  it("opens a file in it", async () => {
    const { body } = await importFolder(join(around, "imports"))("daily/wms.csv");
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe("sku,qty\n");
  });

  it.each(["../secret.txt", "daily/../../secret.txt", "/etc/hostname", "daily", "nothing.csv", "."])(
    "refuses %s",
    async (path) => {
      await expect(importFolder(join(around, "imports"))(path)).rejects.toMatchObject({
        name: "ConnectorError",
        fault: "not_found",
      });
    },
  );

  it("refuses a link that leads out of it", async () => {
    await symlink(join(around, "secret.txt"), join(around, "imports", "innocent.csv"));
    await expect(importFolder(join(around, "imports"))("innocent.csv")).rejects.toMatchObject({
      fault: "not_found",
    });
  });

  it("says so when there is none", async () => {
    await expect(importFolder(null)("wms.csv")).rejects.toMatchObject({ fault: "configuration" });
  });
});
