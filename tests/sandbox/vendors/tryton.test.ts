import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/tryton/index.ts";
import { list, open, postJson, text, type Got, type Loose, type Running } from "./support.ts";

const call = (
  vendor: Running,
  method: string,
  params: unknown[],
  headers: Record<string, string> = {},
  path = "/kiln/",
): Promise<Got> => postJson(vendor.origin + path, { id: 1, method, params }, headers);

async function signIn(vendor: Running, user = "good"): Promise<Record<string, string>> {
  const { body } = await call(vendor, "common.db.login", [user, { password: `password-${user}` }]);
  const [uid, key] = list(body.result);
  return { authorization: `Session ${Buffer.from(`${user}:${text(uid)}:${text(key)}`).toString("base64")}` };
}

const products = (
  vendor: Running,
  headers: Record<string, string>,
  context: object,
  after = 0,
  limit = 5,
): Promise<Got> =>
  call(
    vendor,
    "model.product.product.search_read",
    [
      [
        ["type", "=", "goods"],
        ["id", ">", after],
      ],
      0,
      limit,
      [["id", "ASC"]],
      ["code", "quantity", "forecast_quantity"],
      { company: 1, ...context },
    ],
    headers,
  );

const numbers = ({ body }: Got): unknown[] =>
  list(body.result).map(({ quantity, forecast_quantity }) => [quantity, forecast_quantity]);
const row = {
  item: "A",
  code: "WH1",
  onHand: "20",
  committed: "3",
  incoming: "12",
  updatedAt: "2026-11-26T00:00:00Z",
};

describe("Tryton", () => {
  it("gives a session for a password, and answers the ways of failing as 6.0 does", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    expect((await products(vendor, headers, {})).status).toBe(200);
    expect((await call(vendor, "common.db.login", ["good", { password: "x" }])).status).toBe(401);
    expect((await call(vendor, "common.db.login", ["good", {}])).body.error).toEqual([
      "LoginException",
      ["password", "Password for good", "password"],
    ]);
    expect((await products(vendor, {}, {})).status).toBe(401);
    expect((await call(vendor, "common.db.login", ["good", {}], {}, "/other/")).status).toBe(404);
    expect((await call(vendor, "model.product.product.products_by_location", [], headers)).status).toBe(403);
    const refused = await products(vendor, await signIn(vendor, "missing_rights"), {});
    expect(refused).toMatchObject({
      status: 200,
      body: { error: ["UserError", ['You are not allowed to access "Stock Move".', "", null]] },
    });
    const basic = { authorization: `Basic ${Buffer.from("good:password-good").toString("base64")}` };
    expect((await products(vendor, basic, {})).status).toBe(200);
    vendor.expireTokens();
    expect((await products(vendor, headers, {})).status).toBe(401);
  });

  it("locks the door after six failures in a row", async () => {
    const vendor = await open(simulator);
    for (let turn = 0; turn < 6; turn += 1)
      expect((await call(vendor, "common.db.login", ["good", { password: "x" }])).status).toBe(401);
    expect((await call(vendor, "common.db.login", ["good", { password: "password-good" }])).status).toBe(429);
  });

  it("counts as the context says: nothing without a location, a sum only with children", async () => {
    const vendor = await open(simulator, {
      rows: [row, { ...row, code: "WH2", onHand: "5", committed: "0", incoming: "0" }],
    });
    const headers = await signIn(vendor);
    const cases: readonly [object, unknown][] = [
      [{}, [0, 0]],
      [{ locations: [10] }, [20, 29]],
      [{ locations: [10], stock_assign: true }, [17, 29]],
      [{ locations: [10], with_childs: false }, [0, 0]],
      [{ locations: [10, 20] }, [0, 0]],
      [{ locations: [10, 20], with_childs: true }, [25, 34]],
      [{ locations: [13], stock_assign: true }, [17, 17]],
    ];
    for (const [context, expected] of cases)
      expect(numbers(await products(vendor, headers, context))).toEqual([expected]);
  });

  it("gives every product once by keyset", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const seen: Loose[] = [];
    for (let after = 0; ; after = Number(seen.at(-1)?.id)) {
      const page = list((await products(vendor, headers, { locations: [10] }, after)).body.result);
      seen.push(...page);
      if (page.length < 5) break;
    }
    expect(seen.map(({ code }) => code)).toEqual([
      "KC-001",
      "007",
      "7",
      "A,B",
      'say "hi"',
      "O'Brien",
      "half/inch",
      "back\\slash",
      "café ☕ 🧵",
      "per%20cent & + #1?",
      " leading space",
      "PARENT : CHILD",
    ]);
  });

  it("shows open movements, with what lies in a warehouse", async () => {
    const vendor = await open(simulator, { rows: [row] });
    const headers = await signIn(vendor);
    const moves = (domain: unknown[]) =>
      call(
        vendor,
        "model.stock.move.search_read",
        [
          domain,
          0,
          10,
          [["id", "ASC"]],
          ["product.code", "internal_quantity", "state", "write_date"],
          { company: 1 },
        ],
        headers,
      );
    const inward = await moves([
      ["state", "in", ["draft", "assigned"]],
      ["to_location", "child_of", [10], "parent"],
      ["from_location", "not child_of", [10], "parent"],
    ]);
    expect(inward.body.result).toEqual([
      { id: 2, "product.": { id: 1, code: "A" }, internal_quantity: 12, state: "draft", write_date: null },
    ]);
    expect(
      list((await moves([["OR", [["state", "=", "assigned"]], [["state", "=", "done"]]]])).body.result),
    ).toHaveLength(1);
  });

  it("says what is wrong with a call under status 200, but for what it cannot read", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const read = (...params: unknown[]) => call(vendor, "model.product.product.search_read", params, headers);
    expect((await read([], 0, null, null, ["code"])).body.error).toEqual(["Missing context argument", ""]);
    expect((await read([], 0, null, null, ["nope"], {})).body.error).toEqual(["'nope'", ""]);
    expect(
      list(
        (await call(vendor, "model.product.product.read", [[1, 999], ["code"], {}], headers)).body.error,
      )[0],
    ).toBe("UserError");
    expect((await call(vendor, "common.server.version", [], {}, "/")).body.result).toBe("6.0.29");
  });
});
