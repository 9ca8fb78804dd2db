import { describe, expect, it } from "vitest";
import { createLogger } from "../../app/platform/logger.ts";

function logged(fields: object): string {
  const lines: string[] = [];
  const logger = createLogger({ level: "info", destination: { write: (line) => void lines.push(line) } });
  logger.info(fields, "message");
  return lines.join("");
}

describe("createLogger", () => {
  it("writes the fields", () => {
    expect(JSON.parse(logged({ shop: "kiln.myshopify.com" }))).toMatchObject({
      shop: "kiln.myshopify.com",
      msg: "message",
    });
  });

  it.each([
    ["at the top", { accessToken: "planted" }],
    ["in a request", { request: { headers: { authorization: "planted" } } }],
    ["in Shopify's header", { request: { headers: { "x-shopify-access-token": "planted" } } }],
    ["in a connection's configuration", { connection: { config: { key: "planted" } } }],
    ["four levels down", { a: { b: { c: { password: "planted" } } } }],
  ])("hides a secret %s", (_, fields) => {
    expect(logged(fields)).toContain("[secret]");
    expect(logged(fields)).not.toContain("planted");
  });

  it("is silent below its level", () => {
    const lines: string[] = [];
    createLogger({ level: "warn", destination: { write: (line) => void lines.push(line) } }).info("message");
    expect(lines).toEqual([]);
  });
});
