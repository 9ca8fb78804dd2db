import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { AccountKind, RunningVendor, SeenRequest, SimulatorOptions, VendorFault } from "../contract.ts";
import { createFaultPlan, insteadOfVendor, sendWith } from "./faults.ts";
import type { Answer, VendorRequest } from "./exchange.ts";
import { createStockBook, type StockBook } from "./stock-book.ts";

/** What a vendor's service works with. */
export interface Stage {
  readonly book: StockBook;
  readonly now: () => number;
  /** Rows or items in a page, when the one who starts the vendor wants fewer than the vendor's own most. */
  readonly pageSize: number | null;
  /** How generous the vendor's limits are; null: none are enforced. */
  readonly scale: number | null;
  /** How much faster the time passes by which the limits count. */
  readonly pace: number;
  /** `http://127.0.0.1:4010`, known once the vendor serves. */
  readonly origin: string;
  /** Quantities as the fault "wrong_types" wants them: every tenth row's is no number. `spoil` makes one. */
  rows<Row>(rows: readonly Row[], spoil: (row: Row) => Row): readonly Row[];
}

/** A vendor: answers in its own shapes. */
export interface VendorService {
  kind(request: VendorRequest): SeenRequest["kind"];
  answer(request: VendorRequest): Answer;
  /** The vendor's own "slow down". */
  slowDown(seconds: number, request: VendorRequest): Answer;
  /** The vendor's own way of failing. */
  failure(request: VendorRequest): Answer;
  config(account: AccountKind): unknown;
  readonly expireTokens: () => void;
  leastMilliseconds(rows: number): number;
  readonly extras?: RunningVendor["extras"];
}

const maxBody = 4_000_000;

export async function startVendor(
  options: SimulatorOptions,
  build: (stage: Stage) => VendorService,
): Promise<RunningVendor> {
  const now = options.now ?? Date.now;
  const book = createStockBook(options.rows, options.locations);
  const requests: SeenRequest[] = [];
  const faults = createFaultPlan();
  const closing = new AbortController();
  let origin = "";
  let inFlight = 0;
  let mostAtOnce = 0;
  let pages = 0;
  let spoiling = false;
  let repeated: Answer | null = null;
  let watches: { readonly page: number; readonly act: () => void }[] = [];

  const service = build({
    book,
    now,
    pageSize: options.pageSize ?? null,
    scale: options.limits?.scale ?? null,
    pace: options.limits?.pace ?? 1,
    get origin() {
      return origin;
    },
    rows: (rows, spoil) =>
      spoiling ? rows.map((row, index) => (index % 10 === 0 ? spoil(row) : row)) : rows,
  });

  const honestly = (request: VendorRequest, fault: VendorFault | null): Answer => {
    if (fault?.kind === "repeat_page" && repeated !== null) return repeated;
    spoiling = fault?.kind === "wrong_types";
    try {
      return service.answer(request);
    } finally {
      spoiling = false;
    }
  };

  const hearNews = (): void => {
    const news = options.news?.();
    if (news === undefined) return;
    if (news.locations !== book.locations) book.setLocations(news.locations);
    for (const { item, code } of news.gone) book.remove(item, code, now());
    book.follow(news.rows);
  };

  const turnedPage = (answer: Answer): void => {
    repeated = answer;
    pages += 1;
    const due = watches.filter(({ page }) => page === pages);
    watches = watches.filter(({ page }) => page > pages);
    for (const { act } of due) act();
  };

  const handle = async (
    message: IncomingMessage,
    response: ServerResponse,
    atOnce: number,
  ): Promise<void> => {
    const at = now();
    const body = await readBody(message);
    // It stands for the vendor's work: requests that come together are under way together.
    await sleep(options.work ?? 1);
    const url = new URL(message.url ?? "/", "http://vendor");
    const request: VendorRequest = {
      method: message.method ?? "GET",
      target: message.url ?? "/",
      path: url.pathname,
      query: url.searchParams,
      headers: message.headers,
      body,
      atOnce,
    };
    hearNews();
    const kind = service.kind(request);
    const fault = kind === "stock" ? faults.next() : null;
    const other =
      fault &&
      insteadOfVendor(
        fault,
        (s) => service.slowDown(s, request),
        () => service.failure(request),
      );
    const answer = other ?? honestly(request, fault);
    requests.push({
      at,
      took: now() - at,
      method: request.method,
      path: request.target,
      kind,
      status: answer.status,
      throttled: answer.throttled ?? false,
    });
    if (kind === "stock" && answer.status === 200 && other === null && answer.throttled !== true)
      turnedPage(answer);
    await sendWith(fault, response, answer, closing.signal);
  };

  const server = createServer((message, response) => {
    inFlight += 1;
    mostAtOnce = Math.max(mostAtOnce, inFlight);
    let counted = true;
    const done = (): void => {
      if (counted) inFlight -= 1;
      counted = false;
    };
    response.once("finish", done).once("close", done);
    handle(message, response, inFlight).catch((error: unknown) => {
      if (response.destroyed || closing.signal.aborted) return;
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(
        `The simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : "unknown"}`,
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    config: (account = "good") => service.config(account),
    requests,
    get mostAtOnce() {
      return mostAtOnce;
    },
    put: (rows) => book.put(rows, now()),
    remove: (item, code) => book.remove(item, code, now()),
    setLocations: (locations) => book.setLocations(locations),
    afterPage: (page, act) => void watches.push({ page: pages + page, act }),
    expireTokens: service.expireTokens,
    misbehave: (fault, { after = 0, times = Infinity } = {}) => faults.set(fault, after, times),
    ...(service.extras ? { extras: service.extras } : {}),
    leastMilliseconds: (rows) => (options.limits === null ? null : service.leastMilliseconds(rows)),
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) throw new RangeError("The request is larger than 4 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
