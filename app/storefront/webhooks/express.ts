import type { RequestHandler } from "express";
import type { Answer, Incoming } from "./receive.ts";

/** Answers webhooks without the way through the pages: Shopify gives up after five seconds, whoever else is being served. */
export function webhookRoute(receive: (incoming: Incoming) => Promise<Answer>): RequestHandler {
  return (request, response, next) => {
    const incoming: Incoming = {
      method: request.method,
      headers: { get: (name) => request.get(name) ?? null },
      // A body that is too large is still answered, so the connection must outlive the reading.
      body: request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>,
    };
    receive(incoming).then(({ status, text, headers }) => {
      response.status(status).set(headers).type("text").send(text);
    }, next);
  };
}
