import { Secrets } from "../../app/platform/secrets.ts";

/** Seals and opens under a key of its own, the same in every process. */
export function testSecrets(): Secrets {
  return new Secrets([{ id: "test", bytes: Buffer.alloc(32, 7) }]);
}
