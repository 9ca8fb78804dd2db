import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export const transportFaults = [
  "slow",
  "hang",
  "cut_off",
  "html",
  "server_error",
  "expired_tokens",
  "wrong_types",
  "duplicate_rows",
] as const;
export type TransportFault = (typeof transportFaults)[number];

/** How a service misbehaves at the moment. Changed at run time by whoever holds it, never over HTTP. */
export interface Transport {
  fault: TransportFault | null;
  /** What `slow` adds to every answer, in milliseconds. */
  delay: number;
}

export function createTransport(): Transport {
  return { fault: null, delay: 2_000 };
}

const errorPage = `<!doctype html><html><head><title>Maintenance</title></head><body><h1>We'll be back soon</h1></body></html>`;

/** Answers in the place of the service where the fault asks for it. False: the service is to answer itself. */
export async function sendFaulty(
  transport: Transport,
  response: ServerResponse,
  body: string,
): Promise<boolean> {
  switch (transport.fault) {
    case "slow":
      await sleep(transport.delay);
      return false;
    case "hang":
      return true;
    case "cut_off":
      response.writeHead(200, { "content-type": "application/json" });
      response.end(body.slice(0, Math.floor(body.length / 2)));
      return true;
    case "html":
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(errorPage);
      return true;
    case "server_error":
      response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { status: 500, message: "Internal error" } }));
      return true;
    default:
      return false;
  }
}

/** The rows as a service with wrong data sends them. `field` is the quantity that loses its type. */
export function spoilRows<Row extends object>(
  transport: Transport,
  rows: readonly Row[],
  field: keyof Row & string,
): readonly object[] {
  const [first] = rows;
  if (first === undefined) return rows;
  if (transport.fault === "wrong_types")
    return rows.map((row, index) => (index % 10 === 0 ? { ...row, [field]: "n/a" } : row));
  if (transport.fault === "duplicate_rows") return [first, ...rows, { ...first, [field]: -1 }];
  return rows;
}
