import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";

const module = pathToFileURL(join(import.meta.dirname, "../../../tools/startup/packages.mjs")).href;

/** The start-up scripts are plain JavaScript without types: they are asked in a process of their own. */
function ask(expression: string): unknown {
  const source = `import * as packages from ${JSON.stringify(module)}; console.log(JSON.stringify(${expression}));`;
  return JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "-e", source], { encoding: "utf8" }),
  );
}

function project(wanted: object, present: object | null): string {
  const root = mkdtempSync(join(tmpdir(), "packages-"));
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...wanted } }));
  if (present !== null) {
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages: present }));
  }
  return JSON.stringify(root);
}

describe("missing packages", () => {
  test("are all of them in a fresh clone", () => {
    const root = project({ "node_modules/a": { version: "1.0.0" } }, null);
    expect(ask(`packages.missingPackages(${root})`)).toEqual(["a"]);
  });

  test("are those of another version, and none when all is there", () => {
    const wanted = {
      "node_modules/a": { version: "2.0.0" },
      "node_modules/a/node_modules/@x/b": { version: "1.0.0" },
    };
    const stale = project(wanted, { "node_modules/a": { version: "1.0.0" } });
    expect(ask(`packages.missingPackages(${stale})`)).toEqual(["a", "@x/b"]);
    expect(ask(`packages.missingPackages(${project(wanted, wanted)})`)).toEqual([]);
  });

  test("are not those that npm leaves out on this platform", () => {
    const root = project({ "node_modules/other-os": { version: "1.0.0", optional: true } }, {});
    expect(ask(`packages.missingPackages(${root})`)).toEqual([]);
  });
});

test.each([
  ["v20.20.2", false],
  ["v22.11.0", false],
  ["v22.12.0", true],
  ["v24.21.0", true],
])("Node %s is new enough: %s", (version, isEnough) => {
  expect(ask(`packages.isNewEnough("${version}")`)).toBe(isEnough);
});
