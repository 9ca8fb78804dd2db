import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { VendorFault } from "../contract.ts";
import { html, type Answer } from "./exchange.ts";

/** Which fault the next request for stock meets. */
export interface FaultPlan {
  set(fault: VendorFault | null, after: number, times: number): void;
  /** Counts a request for stock. */
  next(): VendorFault | null;
}

export function createFaultPlan(): FaultPlan {
  let plan: { readonly fault: VendorFault; after: number; times: number } | null = null;
  return {
    set(fault, after, times) {
      plan = fault === null ? null : { fault, after, times };
    },
    next() {
      if (plan === null) return null;
      if (plan.after > 0) {
        plan.after -= 1;
        return null;
      }
      if (plan.times <= 0) return null;
      plan.times -= 1;
      return plan.fault;
    },
  };
}

/** What a fault says in the place of the vendor, or null where the vendor's own answer is needed. */
export function insteadOfVendor(
  fault: VendorFault,
  slowDown: (seconds: number) => Answer,
  failure: () => Answer,
): Answer | null {
  switch (fault.kind) {
    case "throttle":
      return { ...slowDown(fault.seconds), throttled: true };
    case "server_error":
      return failure();
    case "html":
      return html(200, "We'll be back soon");
    case "other_json":
      return { status: 200, body: { greeting: "hello", list: [1, "two", null] } };
    default:
      return null;
  }
}

/** Sends an answer as the fault garbles it. */
export async function sendWith(
  fault: VendorFault | null,
  response: ServerResponse,
  answer: Answer,
  signal: AbortSignal,
): Promise<void> {
  const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
  const bytes = Buffer.from(answer.status === 204 ? "" : text);
  const headers: Record<string, string | string[]> = {
    "content-type": "application/json; charset=utf-8",
    ...answer.headers,
  };
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  switch (fault?.kind) {
    case "silent":
      return;
    case "slow":
      await sleep(fault.milliseconds, null, { signal, ref: false });
      break;
    case "cut":
      response.writeHead(answer.status, { ...headers, "content-length": String(bytes.length) });
      response.write(half, () => response.destroy());
      return;
    case "half":
      response.writeHead(answer.status, { ...headers, "content-length": String(half.length) });
      response.end(half);
      return;
    case "endless":
      response.writeHead(answer.status, headers);
      await pourInto(response, bytes.subarray(0, -1), signal);
      return;
    default:
  }
  if (answer.status === 204) response.writeHead(204, answer.headers);
  else response.writeHead(answer.status, { ...headers, "content-length": String(bytes.length) });
  response.end(answer.status === 204 ? undefined : bytes);
}

async function pourInto(response: ServerResponse, start: Buffer, signal: AbortSignal): Promise<void> {
  response.write(start);
  const filler = Buffer.alloc(65_536, " ");
  while (!signal.aborted) {
    if (response.write(filler)) await sleep(1, null, { ref: false });
    else
      await new Promise<void>((resolve) => {
        response.once("drain", resolve);
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
  }
}
