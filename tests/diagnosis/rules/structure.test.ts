import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { causes } from "../../../app/diagnosis/index.ts";
import { strength } from "../../../app/diagnosis/order.ts";
import { rules } from "../../../app/diagnosis/rules/index.ts";

describe("the registry of rules", () => {
  it("holds a rule for every file of the folder", () => {
    const files = readdirSync(new URL("../../../app/diagnosis/rules/", import.meta.url))
      .filter((name) => name !== "index.ts")
      .map((name) => name.replace(".ts", "").replaceAll("-", "_"));
    expect(rules.map(({ cause }) => cause as string).sort()).toEqual(files.sort());
  });

  it("holds a rule for every cause", () => {
    expect(rules.map(({ cause }) => cause).sort()).toEqual([...causes].sort());
  });

  it("ranks every cause, and none twice with the same grade", () => {
    expect(new Set(strength.map(([cause]) => cause))).toEqual(new Set(causes));
    expect(new Set(strength.map((pair) => pair.join(" "))).size).toBe(strength.length);
  });
});
