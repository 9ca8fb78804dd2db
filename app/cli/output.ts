import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { BadInput } from "./bad-input.ts";

const BATCH = 1 << 16;

/** Lines to a file or to standard output, written in batches. A file appears only when it is whole. */
export class LineOutput {
  readonly #file: string | null;
  readonly #handle: number;
  #batch = "";

  /** `file` null: standard output. */
  constructor(file: string | null) {
    this.#file = file;
    this.#handle = file === null ? 1 : openPartial(file);
  }

  line(text: string): void {
    this.#batch += text + "\n";
    if (this.#batch.length >= BATCH) this.#flush();
  }

  close(): void {
    this.#flush();
    if (this.#file === null) return;
    closeSync(this.#handle);
    renameSync(partial(this.#file), this.#file);
  }

  /** After a failure: leaves nothing half written behind. */
  discard(): void {
    if (this.#file === null) return;
    closeSync(this.#handle);
    rmSync(partial(this.#file), { force: true });
  }

  #flush(): void {
    if (this.#file === null) process.stdout.write(this.#batch);
    else writeWhole(this.#handle, Buffer.from(this.#batch));
    this.#batch = "";
  }
}

function writeWhole(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
}

function openPartial(file: string): number {
  try {
    return openSync(partial(file), "w");
  } catch {
    throw new BadInput(file, "cannot be written");
  }
}

function partial(file: string): string {
  return `${file}.partial`;
}
