import { isSignedWith, signatureHeader, timestampHeader } from "../../connectors/shared/message-signature.ts";
import type { Instant } from "../../inventory/index.ts";
import { readBody } from "../../storefront/webhooks/body.ts";
import { readReports, type Report } from "./report.ts";

export interface ReportStore {
  /** Answers how many were new. */
  save(shop: string, connectionId: string, reports: readonly Report[], at: Instant): Promise<number>;
  since(shop: string, connectionId: string, at: Instant, limit: number): Promise<readonly Report[]>;
  /** When the newest message of this connection came; null for none. */
  lastReceivedAt(shop: string, connectionId: string): Promise<Instant | null>;
  forget(before: Instant): Promise<void>;
}

export interface ReportReceiver {
  /** Whose connection it is and the secret that signs its reports; null where there is none by that id. */
  signerOf(connectionId: string): Promise<{ readonly shop: string; readonly secret: string } | null>;
  readonly store: Pick<ReportStore, "save">;
  /** What they say becomes evidence. Called before they are answered for, so that what fails is sent again. */
  readonly hear: (
    shop: string,
    connectionId: string,
    reports: readonly Report[],
    at: Instant,
  ) => Promise<void>;
  readonly rate: RateGate;
  readonly now: () => Instant;
}

/** Lets a connection send so often and no oftener. */
export interface RateGate {
  admits(connectionId: string, at: Instant): boolean;
}

export const largestMessage = 256 * 1024;
/** A message that is older, or further ahead, may be a recording of another. */
const window = 5 * 60_000;
const nobody = { shop: "", secret: "nobody knows this, and nothing is stored for it" };

/**
 * `POST /hooks/<connection>`: 202 stored, 401 not signed by that connection's secret within five minutes (an unknown connection is
 * told the same), 405, 413, 422 signed and not understood, 429.
 */
export async function receiveReports(
  request: Request,
  connectionId: string,
  receiver: ReportReceiver,
): Promise<Response> {
  if (request.method !== "POST")
    return answer(405, { problem: "Reports are sent with POST." }, { allow: "POST" });
  const now = receiver.now();
  if (!receiver.rate.admits(connectionId, now))
    return answer(
      429,
      { problem: "Too many messages; put several reports into one." },
      { "retry-after": "60" },
    );
  const timestamp = request.headers.get(timestampHeader) ?? "";
  const signature = request.headers.get(signatureHeader) ?? "";
  const declared = Number(request.headers.get("content-length") ?? 0);
  // Node's streams can be gone through; the browser's types do not say so.
  const stream = request.body as unknown as AsyncIterable<Uint8Array> | null;
  const body = await readBody(stream, declared, largestMessage);
  if (body === null) return answer(413, { problem: `A message may have ${largestMessage} bytes.` });
  const signer = (await receiver.signerOf(connectionId)) ?? nobody;
  const isFresh = /^\d{9,11}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= window;
  // Compared for an unknown connection too, so that the time it takes tells nothing.
  const isSigned = isSignedWith(signer.secret, timestamp, body, signature);
  if (!isSigned || !isFresh || signer === nobody)
    return answer(401, { problem: "The message is not signed by this connection, or not of now." });
  const reports = readReports(new TextDecoder().decode(body));
  if ("problem" in reports) return answer(422, { problem: reports.problem });
  const stored = await receiver.store.save(signer.shop, connectionId, reports, now);
  await receiver.hear(signer.shop, connectionId, reports, now);
  return answer(202, { stored, repeated: reports.length - stored });
}

/** So many messages a minute from each connection, in this process. Memory is bounded: a crowd of made-up ids shares its fate. */
export function minuteGate(most: number, connections = 10_000): RateGate {
  let minute = 0;
  let counts = new Map<string, number>();
  return {
    admits(id, at) {
      const current = Math.floor(at / 60_000);
      if (current !== minute) [minute, counts] = [current, new Map<string, number>()];
      const key = counts.has(id) || counts.size < connections ? id : "";
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= most;
    },
  };
}

function answer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });
}
