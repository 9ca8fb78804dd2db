import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { BusyPort, expectFree, portsFrom } from "../../../sandbox/demo/ports.ts";

test("a port that somebody else has is named, with what to do", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const busy = await expectFree({ ...portsFrom(port), proxy: port }).catch((error: unknown) => error);
  other.close();
  expect(busy).toBeInstanceOf(BusyPort);
  expect((busy as Error).message).toMatch(new RegExp(`Port ${port} is in use.*npm run demo -- --port`));
});

test("every part has a port of its own", () => {
  expect(new Set(Object.values(portsFrom(4400))).size).toBe(9);
});
