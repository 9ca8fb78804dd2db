import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { LookupAddress } from "node:dns";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHttp, type Http, type HttpOptions } from "../../../app/platform/http/index.ts";

const reached: string[] = [];
const server = createServer((request, response) => {
  reached.push(request.url ?? "");
  const target = new URL(request.url ?? "", "http://server").searchParams.get("to");
  response.writeHead(target === null ? 200 : 302, target === null ? {} : { location: target });
  response.end("secret of the inside");
});
let port = 0;
const open: Http[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  reached.length = 0;
  await Promise.all(open.splice(0).map((http) => http.close()));
});
afterAll(() => void server.close());

function ask(url: string, options: Partial<HttpOptions> = {}) {
  const http = createHttp({ allowedPrivateHosts: [], production: false, userAgent: "test", ...options });
  open.push(http);
  return http.connectors.request({ url, signal: AbortSignal.timeout(5_000), retry: false });
}

const answering = (...answers: readonly string[]) => {
  let index = 0;
  const seen: string[] = [];
  const resolve = (hostname: string): Promise<readonly LookupAddress[]> => {
    seen.push(hostname);
    const address = answers[Math.min(index++, answers.length - 1)]!;
    return Promise.resolve([{ address, family: address.includes(":") ? 6 : 4 }]);
  };
  return { resolve, seen };
};

describe("the guard refuses", () => {
  it.each([
    "http://127.0.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f000001:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://0x7f.1:PORT/",
    "http://127.1:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://①②⑦.0.0.1:PORT/",
    "http://0:PORT/",
    "http://0.0.0.0:PORT/",
    "http://[::1]:PORT/",
    "http://[::]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[64:ff9b::7f00:1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://localhost:PORT/",
    "http://localhost.:PORT/",
    "http://LOCALHOST:PORT/",
    "http://user:pw@127.0.0.1:PORT/",
    "http://example.com@127.0.0.1:PORT/",
    "http://169.254.169.254/latest/meta-data/",
    "file:///etc/passwd",
    "ftp://example.com/",
    "data:text/plain,hello",
    "gopher://127.0.0.1:PORT/",
    "//127.0.0.1:PORT/",
    "not an address",
  ])("%s", async (pattern) => {
    await expect(ask(pattern.replace("PORT", String(port)))).rejects.toMatchObject({
      name: "HttpError",
      kind: "refused_address",
    });
    expect(reached).toEqual([]);
  });

  it("a public name that resolves to a private address", async () => {
    const { resolve } = answering("127.0.0.1");
    await expect(ask(`http://erp.example:${port}/`, { resolve })).rejects.toMatchObject({
      kind: "refused_address",
    });
    expect(reached).toEqual([]);
  });

  it("a name with one private address among public ones", async () => {
    const resolve = () =>
      Promise.resolve([
        { address: "8.8.8.8", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ]);
    await expect(ask("http://erp.example/", { resolve })).rejects.toMatchObject({ kind: "refused_address" });
  });

  it("a name that changes its address between two connections, looking it up once for each", async () => {
    const { resolve, seen } = answering("::ffff:127.0.0.1", "127.0.0.1");
    for (let round = 1; round <= 2; round++) {
      await expect(ask(`http://rebind.example:${port}/`, { resolve })).rejects.toMatchObject({
        kind: "refused_address",
      });
      expect(seen).toHaveLength(round);
    }
    expect(reached).toEqual([]);
  });

  it("a metadata service even when the operator allows the host", async () => {
    const { resolve } = answering("169.254.169.254");
    const options = { resolve, allowedPrivateHosts: ["erp.internal"] };
    await expect(ask("http://erp.internal/", options)).rejects.toMatchObject({ kind: "refused_address" });
  });

  it("plain http in production, unless the host is allowed", async () => {
    const { resolve } = answering("8.8.8.8");
    await expect(ask("http://erp.example/", { resolve, production: true })).rejects.toThrow("use https");
    const allowed = { production: true, allowedPrivateHosts: [`127.0.0.1:${port}`] };
    expect((await ask(`http://127.0.0.1:${port}/`, allowed)).status).toBe(200);
  });

  it.each([
    "http://127.0.0.1:1/",
    "http://localhost:1/",
    "http://169.254.169.254/",
    "file:///etc/passwd",
    "http://u:p@allowed.test/",
  ])("a redirect to %s", async (target) => {
    const url = `http://127.0.0.1:${port}/?to=${encodeURIComponent(target)}`;
    const options = { allowedPrivateHosts: [`127.0.0.1:${port}`] };
    await expect(ask(url, options)).rejects.toMatchObject({ kind: "refused_address" });
  });
});

describe("the operator's list", () => {
  it("lets a host through on every port, or on the one it names", async () => {
    expect((await ask(`http://127.0.0.1:${port}/`, { allowedPrivateHosts: ["127.0.0.1"] })).status).toBe(200);
    expect(
      (await ask(`http://127.0.0.1:${port}/`, { allowedPrivateHosts: [`127.0.0.1:${port}`] })).status,
    ).toBe(200);
    await expect(
      ask(`http://127.0.0.1:${port}/`, { allowedPrivateHosts: ["127.0.0.1:1"] }),
    ).rejects.toMatchObject({
      kind: "refused_address",
    });
  });

  it("goes by the name that was typed, whatever its letters and trailing dot", async () => {
    const { resolve } = answering("127.0.0.1");
    const options = { resolve, allowedPrivateHosts: ["erp.internal"] };
    expect((await ask(`http://ERP.internal.:${port}/`, options)).status).toBe(200);
    await expect(ask(`http://127.0.0.1:${port}/`, options)).rejects.toMatchObject({
      kind: "refused_address",
    });
  });

  it("refuses at once an entry that is no host", () => {
    expect(() =>
      createHttp({ allowedPrivateHosts: ["http://x/"], production: false, userAgent: "t" }),
    ).toThrow(RangeError);
  });
});
