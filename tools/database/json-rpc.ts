import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { z } from "zod";

const request = z.object({ id: z.number(), method: z.string(), params: z.unknown().optional() });

export interface RpcError {
  readonly message: string;
  readonly code: string | null;
  readonly panic: boolean;
}

export interface RpcServer {
  /** Answers one call; what it throws becomes an error response through `describe`. */
  call(method: string, params: unknown): Promise<unknown>;
  describe(error: unknown): RpcError;
}

/**
 * Answers JSON-RPC 2.0, one message per line, one call at a time, until the input ends. The caller's answers to our own
 * `print` requests need no attention.
 */
export async function serveLines(input: Readable, output: Writable, server: RpcServer): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const message = request.safeParse(parse(line));
    if (!message.success) continue;
    const { id, method, params } = message.data;
    write(
      output,
      await answer(
        id,
        () => server.call(method, params),
        (error) => server.describe(error),
      ),
    );
  }
}

/** Asks the CLI to print text on its standard output. */
export function print(output: Writable, content: string): void {
  write(output, { id: 0, method: "print", params: { content } });
}

async function answer(
  id: number,
  call: () => Promise<unknown>,
  describe: RpcServer["describe"],
): Promise<object> {
  try {
    return { id, result: (await call()) ?? null };
  } catch (error) {
    const { message, code, panic } = describe(error);
    const data = { is_panic: panic, message, error_code: code, error: { message } };
    return {
      id,
      error: { code: 4466, message: "An error happened. Check the data field for details.", data },
    };
  }
}

function write(output: Writable, message: object): void {
  output.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
