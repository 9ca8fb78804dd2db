import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline, Readable } from "node:stream";

/** What a well-behaved system would answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Fault =
  | { readonly kind: "answer"; readonly answer: Answer }
  /** Half of the honest body, cleanly ended. */
  | { readonly kind: "half" }
  /** Half of the honest body, then the socket is destroyed. */
  | { readonly kind: "cut" }
  | { readonly kind: "endless"; readonly head: string; readonly chunk: string }
  | { readonly kind: "silent" };

export interface FaultyServer {
  readonly origin: string;
  readonly requests: readonly string[];
  bytesSent(): number;
  close(): Promise<void>;
}

/** A real HTTP server on loopback that answers honestly, but for the requests (counted from 0) that get a fault. */
export async function serve(
  honest: (request: IncomingMessage, body: string) => Answer,
  fault: (request: IncomingMessage, index: number) => Fault | null = () => null,
): Promise<FaultyServer> {
  const requests: string[] = [];
  let sent = 0;
  const count = (text: string) => void (sent += text.length);
  const server = createServer((request, response) => {
    const index = requests.push(`${request.method} ${request.url}`) - 1;
    void readAll(request).then((body) =>
      misbehave(response, honest(request, body), fault(request, index), count),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    bytesSent: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function misbehave(
  response: ServerResponse,
  honest: Answer,
  fault: Fault | null,
  count: (text: string) => void,
): void {
  if (fault?.kind === "silent") return;
  if (fault?.kind === "endless") {
    sendForEver(response, honest, fault, count);
    return;
  }
  const answer = fault?.kind === "answer" ? fault.answer : honest;
  const half = answer.body.slice(0, answer.body.length / 2);
  if (fault?.kind === "cut") {
    response.writeHead(answer.status, {
      ...answer.headers,
      "content-length": String(Buffer.byteLength(answer.body)),
    });
    response.write(half, () => response.destroy());
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(fault?.kind === "half" ? half : answer.body);
}

function sendForEver(
  response: ServerResponse,
  { status, headers }: Answer,
  { head, chunk }: { readonly head: string; readonly chunk: string },
  count: (text: string) => void,
): void {
  const block = chunk.repeat(Math.ceil(65_536 / chunk.length));
  response.writeHead(status, headers);
  function* blocks() {
    yield head;
    for (;;) {
      count(block);
      yield block;
    }
  }
  // It can only end by the other side's leaving.
  pipeline(Readable.from(blocks()), response, () => undefined);
}

async function readAll(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
