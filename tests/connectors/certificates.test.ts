import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../app/connectors/config.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { shipbob } from "../../app/connectors/shipbob/index.ts";
import { createHttp } from "../../app/platform/http/index.ts";
import { certificateFor, type Certificate } from "../support/certificate.ts";

const own = certificateFor("shop.example");
const other = certificateFor("somebody-else.example");
const ended = certificateFor("shop.example", { from: Date.now() - 7_200_000, to: Date.now() - 3_600_000 });
const unknown = certificateFor("shop.example");

const usual = getCACertificates("default");
beforeAll(() => setDefaultCACertificates([...usual, own.cert, other.cert, ended.cert]));
afterAll(() => setDefaultCACertificates(usual));

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** Tests a connection to `shop.example`, where somebody answers who shows that certificate. */
async function check(shown: Certificate) {
  const requests: string[] = [];
  const server: Server = createServer(shown, (request, response) => {
    requests.push(String(request.headers.authorization));
    response.setHeader("content-type", "application/json").end("[]");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const http = createHttp({
    allowedPrivateHosts: [`shop.example:${port}`],
    production: true,
    userAgent: "test",
    resolve: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
  });
  open.push(
    () => http.close(),
    () => new Promise((resolve) => server.close(() => resolve())),
  );
  const config = loadConfig(shipbob.config, { token: "the-token", address: `https://shop.example:${port}` });
  const contextFor = loneContexts({ http: http.connectors, now: Date.now });
  const outcome = await shipbob
    .check(config, contextFor("check", AbortSignal.timeout(10_000)))
    .catch((error: unknown) => error);
  return { outcome, requests };
}

describe("a system whose certificate", () => {
  it("is for its name is read", async () => {
    const { requests } = await check(own);
    expect(requests).toContain("Bearer the-token");
  });

  it.each([
    ["is for another name", other, /certificate of shop\.example:\d+ is for another name/],
    ["has ended", ended, /certificate of shop\.example:\d+ has ended/],
    ["is signed by nobody known", unknown, /certificate of shop\.example:\d+ is signed by nobody/],
  ] as const)("%s gets no credentials, and the form says why at the address", async (_, shown, said) => {
    const { outcome, requests } = await check(shown);
    expect(outcome).toMatchObject({
      fault: "unavailable",
      field: "address",
      message: expect.stringMatching(said) as string,
    });
    expect(requests).toEqual([]);
  });
});
