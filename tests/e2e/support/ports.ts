import { expectFree, portsFrom } from "../../../sandbox/demo/ports.ts";

/** Free ports in a row, below those that the system hands out to outgoing connections of the tests beside this one. */
export async function freeFirstPort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    const free = await expectFree(portsFrom(port)).then(
      () => true,
      () => false,
    );
    if (free) return port;
  }
}
