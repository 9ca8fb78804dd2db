import {
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
  createServer,
  request,
} from "node:http";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  type Rewriting,
  rewriteDocument,
  rewriteHeader,
  rewritesBody,
  unfinishedTail,
} from "./proxy-rewrite.ts";

export interface ProxyOptions extends Rewriting {
  /** Where the app itself listens. */
  readonly target: URL;
}

/**
 * The origin at which the browser finds the app. It stands where Shopify's own hosts would stand: documents load the App Bridge
 * stand-in and may be framed by the sandbox's admin. Everything else passes as it is, streams included.
 */
export function createProxy(options: ProxyOptions): Server {
  return createServer((incoming, outgoing) => forward(options, incoming, outgoing));
}

function forward(options: ProxyOptions, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { host, port } = { host: options.target.hostname, port: options.target.port };
  // A compressed document could not be read here; the connection is a loopback one.
  const headers: OutgoingHttpHeaders = { ...incoming.headers, "accept-encoding": "identity" };
  const toApp = request({ host, port, method: incoming.method, path: incoming.url, headers }, (answer) => {
    pass(options, answer, outgoing).catch(() => outgoing.destroy());
  });
  toApp.on("error", () => {
    if (outgoing.headersSent) return outgoing.destroy();
    outgoing.writeHead(502, { "Content-Type": "text/plain; charset=utf-8", "Retry-After": "1" });
    outgoing.end("The app does not answer. It may be starting, or have stopped: see its log.");
  });
  outgoing.on("close", () => toApp.destroy());
  incoming.pipe(toApp);
}

async function pass(rewriting: Rewriting, answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const readsBody = rewritesBody(answer.headers["content-type"]);
  const headers: [string, string][] = [];
  for (let index = 0; index < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index] ?? "";
    if (readsBody && name.toLowerCase() === "content-length") continue;
    headers.push([name, rewriteHeader(name.toLowerCase(), answer.rawHeaders[index + 1] ?? "", rewriting)]);
  }
  outgoing.writeHead(answer.statusCode ?? 502, headers.flat());
  outgoing.flushHeaders();
  await (readsBody ? pipeline(answer, rewriteStream(rewriting), outgoing) : pipeline(answer, outgoing));
}

/** Rewrites as it streams; an address that is cut by a chunk's end waits for the next chunk. */
function rewriteStream(rewriting: Rewriting): Transform {
  const decoder = new TextDecoder();
  let kept = "";
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      const text = rewriteDocument(kept + decoder.decode(chunk, { stream: true }), rewriting);
      const tail = unfinishedTail(text);
      kept = text.slice(text.length - tail);
      done(null, text.slice(0, text.length - tail));
    },
    flush(done) {
      done(null, kept + decoder.decode());
    },
  });
}
