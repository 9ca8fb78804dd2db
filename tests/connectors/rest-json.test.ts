import { afterEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../app/connectors/config.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { levelLine } from "../../app/connectors/level-line.ts";
import { restJson } from "../../app/connectors/rest-json/index.ts";
import { createHttp } from "../../app/platform/http/index.ts";
import { serve, type Answer } from "../contracts/connectors-server.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

type Respond = (url: URL, headers: Readonly<Record<string, unknown>>, body: string) => Answer | string;

async function setUp(respond: Respond, change: Record<string, unknown> = {}) {
  const server = await serve((request, body) => {
    const answer = respond(new URL(request.url ?? "", "http://system"), request.headers, body);
    return typeof answer === "string"
      ? { status: 200, headers: { "content-type": "application/json" }, body: answer }
      : answer;
  });
  const http = createHttp({
    allowedPrivateHosts: ["127.0.0.1"],
    production: false,
    userAgent: "t",
    defaults: { retry: { attempts: 1, baseMs: 1, maxWaitMs: 1 } },
  });
  open.push(server, http);
  const config = loadConfig(restJson.config, {
    address: server.origin,
    levels: { path: "/stock", ...(change.levels as object | undefined) },
    pagination: change.pagination,
    auth: change.auth,
    keys: change.keys,
    fields: { item: "sku", location: { from: "fixed", code: "W" }, ...(change.fields as object | undefined) },
    states: { on_hand: "qty" },
  });
  const context = loneContexts({ http: http.connectors, now: () => now })(
    "sweep",
    new AbortController().signal,
  );
  const read = async () => {
    const rows: string[] = [];
    for await (const { levels, rejected } of restJson.readLevels(config, context)) {
      for (const level of levels) {
        const { item, code, states } = JSON.parse(levelLine(level)) as {
          item: string;
          code: string;
          states: { on_hand?: string };
        };
        rows.push(`${item}@${code}=${states.on_hand ?? "unknown"}`);
      }
      for (const { where, reason } of rejected) rows.push(`${where}: ${reason}`);
    }
    return rows;
  };
  return { server, config, context, read };
}

let now = 0;
const rows = (from: number, count: number) =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({ sku: `N${from + index}`, qty: from + index })),
  );

describe("pages", () => {
  it("by offset follow the rows that really came, when the system caps the size", async () => {
    const { read } = await setUp(
      (url) =>
        rows(Number(url.searchParams.get("offset")), Number(url.searchParams.get("offset")) < 6 ? 3 : 0),
      {
        pagination: { style: "offset", sizeParameter: "limit", size: 100 },
      },
    );
    expect(await read()).toHaveLength(6);
  });

  it("by Link header, relative or complete", async () => {
    const { read } = await setUp(
      (url) => {
        const page = Number(url.searchParams.get("p") ?? "1");
        const headers: Record<string, string> =
          page < 3 ? { link: `</x>; rel="prev", </stock?p=${page + 1}>; title=a; rel="next"` } : {};
        return { status: 200, headers, body: rows(page, 1) };
      },
      { pagination: { style: "link" } },
    );
    expect(await read()).toEqual(["N1@W=1", "N2@W=2", "N3@W=3"]);
  });

  it("never follow a link to another host", async () => {
    const { read } = await setUp(() => '{"next":"https://elsewhere.example/","rows":[{"sku":"A","qty":1}]}', {
      levels: { records: "rows" },
      pagination: { style: "link", nextField: "next" },
    });
    await expect(read()).rejects.toThrow("another host");
  });

  it.each([
    ["page", { style: "page" }],
    ["cursor", { style: "cursor", cursorField: "next" }],
  ])("that repeat because the system ignores the %s are noticed", async (_what, pagination) => {
    const { read, server } = await setUp(() => '{"next":"again","rows":[{"sku":"A","qty":1}]}', {
      levels: { records: "rows" },
      pagination,
    });
    await expect(read()).rejects.toMatchObject({ fault: "unreadable", field: "pagination.style" });
    expect(server.requests).toHaveLength(2);
  });

  it("end at a 404 after a page that was not full, and fail at one after a full page", async () => {
    const answer = (url: URL) =>
      url.searchParams.get("page") === "1" ? rows(0, 2) : { status: 404, headers: {}, body: "" };
    const short = await setUp(answer, { pagination: { style: "page", size: 3 } });
    expect(await short.read()).toHaveLength(2);
    const full = await setUp(answer, { pagination: { style: "page", size: 2 } });
    await expect(full.read()).rejects.toMatchObject({ fault: "not_found" });
  });

  it("that end before the system's own total fail, and need no empty page when they reach it", async () => {
    const answer = (total: number) => (url: URL) =>
      `{"total":${total},"rows":${url.searchParams.get("page") === "1" ? rows(0, 2) : "[]"}}`;
    const change = { levels: { records: "rows", total: "total" }, pagination: { style: "page" } };
    const short = await setUp(answer(3), change);
    await expect(short.read()).rejects.toThrow("3 rows but gave only 2");
    const whole = await setUp(answer(2), change);
    await whole.read();
    expect(whole.server.requests).toHaveLength(1);
  });
});

describe("rows", () => {
  it("keep every digit of ids and decimals that JSON writes as numbers", async () => {
    const { read } = await setUp(
      () => '[{"sku":900719925474099312345,"qty":0.1000000000000000055},{"sku":1.50,"qty":1e2}]',
    );
    expect(await read()).toEqual(["900719925474099312345@W=0.1", "1.50@W=100"]);
  });

  it("inside rows take what they lack from the outer one", async () => {
    const { read } = await setUp(
      () => '[{"sku":"A","at":[{"code":"W1","qty":1},{"code":"W2","qty":2}]},{"sku":"B","at":[]}]',
      {
        levels: { nested: "at" },
        fields: { location: { from: "field", field: "code" } },
      },
    );
    expect(await read()).toEqual(["A@W1=1", "A@W2=2"]);
  });

  it("are found by a JSON pointer where names hold dots", async () => {
    const { read } = await setUp(() => '{"a.b":{"c/d":[{"sku":"A","qty":"3"}]}}', {
      levels: { records: "/a.b/c~1d" },
    });
    expect(await read()).toEqual(["A@W=3"]);
  });

  it("that are not where they should be are reported with what is there", async () => {
    const { read } = await setUp(() => '{"items":[],"page":1}', { levels: { records: "data" } });
    await expect(read()).rejects.toThrow('no list at "data"; it has the fields items, page');
  });

  it("without an item, with true for a number, or no object at all are rejected by place", async () => {
    const { read } = await setUp(() => '[{"qty":1},{"sku":"A","qty":true},"text",{"sku":"B"}]');
    expect(await read()).toEqual([
      "B@W=unknown",
      "page 1, row 1: sku is missing or empty",
      "page 1, row 2: qty holds true or false, not a number or text",
      "page 1, row 3: sku is missing or empty",
    ]);
  });
});

describe("OAuth 2", () => {
  const auth = { method: "oauth2", tokenAddress: "/token", clientId: "a", clientSecret: "b" };
  const token = (count: number) => `{"access_token":"t${count}","expires_in":100}`;

  it("asks for one token however many requests wait for it, and for another when its time is nearly over", async () => {
    let given = 0;
    const { read, server } = await setUp((url) => (url.pathname === "/token" ? token(++given) : rows(0, 1)), {
      auth,
    });
    now = 0;
    await Promise.all([read(), read(), read()]);
    expect(server.requests.filter((line) => line.includes("token"))).toHaveLength(1);
    now = 91_000;
    await read();
    expect(given).toBe(2);
  });

  it("renews a refused token once, and then believes the refusal", async () => {
    let given = 0;
    const { read } = await setUp(
      (url) => (url.pathname === "/token" ? token(++given) : { status: 401, headers: {}, body: "" }),
      { auth },
    );
    await expect(read()).rejects.toMatchObject({ fault: "credentials" });
    expect(given).toBe(2);
  });

  it("sends the client secret in the body when told to", async () => {
    let asked = "";
    const respond: Respond = (url, _headers, body) => {
      if (url.pathname !== "/token") return rows(0, 1);
      asked = body;
      return token(1);
    };
    const { read } = await setUp(respond, { auth: { ...auth, sendAs: "body", scope: "stock:read" } });
    await read();
    expect(Object.fromEntries(new URLSearchParams(asked))).toEqual({
      grant_type: "client_credentials",
      scope: "stock:read",
      client_id: "a",
      client_secret: "b",
    });
  });

  it("tells a wrong secret from a token address that gives none", async () => {
    const wrong = await setUp(() => ({ status: 400, headers: {}, body: '{"error":"invalid_client"}' }), {
      auth,
    });
    await expect(wrong.read()).rejects.toMatchObject({ fault: "credentials" });
    const none = await setUp(() => "{}", { auth });
    await expect(none.read()).rejects.toMatchObject({ fault: "unreadable", field: "auth.tokenAddress" });
  });
});

describe("single items", () => {
  const keys = ["A/1", "B", "C"].map((item) => ({ item, code: "W" }));

  it("are asked for in as few requests as the template allows", async () => {
    const respond: Respond = (url) =>
      JSON.stringify((url.searchParams.get("sku") ?? "").split(",").map((sku) => ({ sku, qty: 1 })));
    const { config, context, server } = await setUp(respond, {
      keys: { path: "/stock?sku={items}", batchSize: 2 },
    });
    expect((await restJson.readKeys(config, context, keys)).map(({ item }) => item)).toEqual([
      "A/1",
      "B",
      "C",
    ]);
    expect(server.requests).toEqual(["GET /stock?sku=A%2F1,B", "GET /stock?sku=C"]);
  });

  it("fail as a whole when one cannot be understood, since that is not absence", async () => {
    const { config, context } = await setUp(() => '[{"sku":"B","qty":"lots"}]', {
      keys: { path: "/stock/{item}" },
    });
    await expect(restJson.readKeys(config, context, keys)).rejects.toMatchObject({ fault: "unreadable" });
  });

  it("count as a capability only when their address is configured", async () => {
    const without = await setUp(() => "[]");
    const withKeys = await setUp(() => "[]", { keys: { path: "/stock/{item}" } });
    expect(restJson.capabilitiesOf?.(without.config as never).probe).toBe(false);
    expect(restJson.capabilitiesOf?.(withKeys.config as never).probe).toBe(true);
  });
});

describe("a check", () => {
  it("warns of a quantity that no row has, and of an empty list", async () => {
    const misnamed = await setUp(() => '[{"sku":"A","quantity":1}]');
    expect((await restJson.check(misnamed.config, misnamed.context)).warnings).toEqual([
      "None of the first rows has a number in qty.",
    ]);
    const empty = await setUp(() => "[]");
    expect((await restJson.check(empty.config, empty.context)).warnings[0]).toContain("not a single row");
  });
});
