import { createHash } from "node:crypto";

/** A stream of chance that is the same for the same seed. */
export interface Chance {
  /** 0 ≤ x < 1. */
  next(): number;
  uuid(): string;
  /** Lower-case hex of `bytes` bytes. */
  hex(bytes: number): string;
}

export function createChance(seed: number): Chance {
  let draws = 0;
  const digest = (): Buffer => {
    draws += 1;
    return createHash("sha256").update(`${seed}:${draws}`).digest();
  };
  const hex = (bytes: number): string => {
    let text = "";
    while (text.length < bytes * 2) text += digest().toString("hex");
    return text.slice(0, bytes * 2);
  };
  return {
    next: () => digest().readUInt32BE() / 2 ** 32,
    hex,
    uuid: () => {
      const text = hex(16);
      return [
        text.slice(0, 8),
        text.slice(8, 12),
        `4${text.slice(13, 16)}`,
        `8${text.slice(17, 20)}`,
        text.slice(20),
      ].join("-");
    },
  };
}
