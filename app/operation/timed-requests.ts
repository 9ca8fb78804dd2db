import { performance } from "node:perf_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Metrics } from "./metrics.ts";
import { routeLabels, type BuiltRoute } from "./route-label.ts";

const KNOWN_METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Tells the metrics of every answer when its last byte is handed over, or when its reader left. */
export function timedRequests(
  routes: Readonly<Record<string, BuiltRoute | undefined>>,
  metrics: Pick<Metrics, "requestAnswered">,
) {
  const labelOf = routeLabels(routes);
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const from = performance.now();
    const path = request.url?.split("?", 1)[0] ?? "/";
    const { method = "" } = request;
    response.once("close", () => {
      const route = path.startsWith("/assets/") ? "/assets/*" : path === "/webhooks" ? path : labelOf(path);
      const seconds = (performance.now() - from) / 1000;
      metrics.requestAnswered(
        route,
        KNOWN_METHODS.has(method) ? method : "other",
        response.statusCode,
        seconds,
      );
    });
    next();
  };
}
