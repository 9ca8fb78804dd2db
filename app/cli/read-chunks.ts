import { open } from "node:fs/promises";

const CHUNK = 1 << 20;

/**
 * A feed of gigabytes passes through two mebibytes: while one buffer is worked on, the other is read into, by a thread that is not
 * this one. `take` must be done with its chunk when it returns.
 */
export async function readChunks(file: string, take: (chunk: Uint8Array) => void): Promise<void> {
  const handle = await open(file, "r");
  let [current, next] = [new Uint8Array(CHUNK), new Uint8Array(CHUNK)];
  let ahead = handle.read(current, 0, CHUNK, null);
  try {
    for (;;) {
      const { bytesRead } = await ahead;
      if (bytesRead === 0) return;
      ahead = handle.read(next, 0, CHUNK, null);
      take(current.subarray(0, bytesRead));
      [current, next] = [next, current];
    }
  } finally {
    // Whoever stops midway must not close the file under a read.
    await Promise.allSettled([ahead]);
    await handle.close();
  }
}
