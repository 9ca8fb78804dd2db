import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { currentPage } from "../../tools/docs/connectors-table.ts";

describe("docs/connectors.md", () => {
  it("shows what the connectors declare; `node tools/docs/connectors-table.ts` brings it up to date", () => {
    const page = readFileSync(new URL("../../docs/connectors.md", import.meta.url), "utf8");
    const words = (text: string) => text.replaceAll(/[ -]+/g, " ");
    expect(words(currentPage())).toBe(words(page));
  });
});
