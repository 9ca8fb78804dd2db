import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";

export interface OperatorEndpoints {
  readonly metrics: Metrics;
  readonly ready: () => Promise<Readiness>;
}

export interface OperatorServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers `/healthz`, `/readyz` and `/metrics` on a port of its own, so that a worker can be watched as a web process can and the
 * numbers never stand on the public address. Rejects when the port is taken.
 */
export async function serveOperator(
  { metrics, ready }: OperatorEndpoints,
  at: { readonly host: string; readonly port: number },
): Promise<OperatorServer> {
  const server = createServer((request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (path === "/healthz") answer(response, 200, "text/plain", "ok");
    else if (path === "/readyz") void ready().then((state) => answerReadiness(response, state));
    else if (path === "/metrics") {
      void metrics.text().then((text) => answer(response, 200, metrics.contentType, text));
    } else answer(response, 404, "text/plain", "There are /healthz, /readyz and /metrics.");
  });
  await listen(server, at);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** For any HTTP server of Node's kind: 200, or 503 with the reason. */
export function answerReadiness(response: ServerResponse, state: Readiness): void {
  answer(response, state.ready ? 200 : 503, "text/plain", state.ready ? "ready" : state.why);
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(body);
}

function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
