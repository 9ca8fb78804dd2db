import { GraphQLError } from "graphql";
import type { DocumentNode } from "graphql";
import { setTimeout as pause } from "node:timers/promises";
import type { Call } from "../graphql/call.ts";
import { bulkLines } from "./lines.ts";
import type { BulkFiles } from "./files.ts";
import { checkBulkQuery } from "./rules.ts";

type Status = "CREATED" | "RUNNING" | "COMPLETED" | "CANCELING" | "CANCELED" | "FAILED" | "EXPIRED";
export type BulkErrorCode = "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT";

interface Result {
  readonly chunks: Buffer[];
  objects: number;
  roots: number;
  bytes: number;
}

export interface BulkOperation {
  readonly id: string;
  readonly query: string;
  readonly createdAt: Date;
  readonly result: Result;
  status: Status;
  errorCode: BulkErrorCode | null;
  completedAt: Date | null;
  url: string | null;
  partialDataUrl: string | null;
  urlExpiresAt: Date | null;
}

export interface BulkSettings {
  readonly clock: () => Date;
  readonly milliseconds: number;
  readonly urlSeconds: number;
  readonly files: BulkFiles;
  readonly onFinish: (operation: BulkOperation) => void;
}

export type Started =
  | { readonly operation: BulkOperation }
  | { readonly code: "OPERATION_IN_PROGRESS" | "INVALID"; readonly message: string };

const AT_ONCE = 5;
const FIRST_ID = 5_600_000_000_001;

/** The bulk query operations of one shop, each running in the background. */
export class BulkOperations {
  readonly #settings: BulkSettings;
  readonly #operations: BulkOperation[] = [];
  readonly #ending = new AbortController();
  /** The next operation fails with this when it is half done. */
  failNext: BulkErrorCode | null = null;

  constructor(settings: BulkSettings) {
    this.#settings = settings;
  }

  start(query: string, grouped: boolean, call: Call): Started {
    const checked = checkBulkQuery(query);
    if ("problem" in checked) return { code: "INVALID", message: checked.problem };
    const running = this.#operations.filter(isUnderWay).length;
    if (running >= AT_ONCE) {
      return {
        code: "OPERATION_IN_PROGRESS",
        message: `${AT_ONCE} bulk query operations for this app and shop are already in progress.`,
      };
    }
    const operation: BulkOperation = {
      id: `gid://shopify/BulkOperation/${FIRST_ID + this.#operations.length}`,
      query,
      createdAt: this.#settings.clock(),
      result: { chunks: [], objects: 0, roots: 0, bytes: 0 },
      status: "CREATED",
      errorCode: null,
      completedAt: null,
      url: null,
      partialDataUrl: null,
      urlExpiresAt: null,
    };
    this.#operations.push(operation);
    void this.#run(operation, checked.document, grouped, call);
    return { operation };
  }

  byId(id: string): BulkOperation | undefined {
    this.#expire();
    return this.#operations.find((operation) => operation.id === id);
  }

  newestFirst(): BulkOperation[] {
    this.#expire();
    return this.#operations.toReversed();
  }

  cancel(operation: BulkOperation): boolean {
    if (!isUnderWay(operation)) return false;
    operation.status = "CANCELING";
    return true;
  }

  close(): void {
    this.#ending.abort();
  }

  /** Rows are read over the whole duration, so the result is no snapshot of one moment. */
  async #run(operation: BulkOperation, document: DocumentNode, grouped: boolean, call: Call): Promise<void> {
    const failure = this.failNext;
    this.failNext = null;
    const startedAt = performance.now();
    try {
      await this.#until(startedAt);
      if (operation.status === "CREATED") operation.status = "RUNNING";
      for (const batch of bulkLines(document, call, grouped)) {
        if (isCanceling(operation)) break;
        append(operation.result, batch);
        if (failure !== null && operation.result.roots * 2 >= batch.of) throw new BulkFailure(failure);
        await this.#until(startedAt + (this.#settings.milliseconds * operation.result.roots) / batch.of);
      }
      await this.#until(isCanceling(operation) ? startedAt : startedAt + this.#settings.milliseconds);
      if (failure !== null) throw new BulkFailure(failure);
      this.#finish(operation, isCanceling(operation) ? "CANCELED" : "COMPLETED");
    } catch (error) {
      if (this.#ending.signal.aborted) return;
      operation.errorCode = codeOf(error);
      this.#finish(operation, "FAILED");
    }
  }

  #until(moment: number): Promise<void> {
    return pause(Math.max(0, moment - performance.now()), undefined, {
      signal: this.#ending.signal,
      ref: false,
    });
  }

  #finish(operation: BulkOperation, status: "COMPLETED" | "CANCELED" | "FAILED"): void {
    operation.status = status;
    operation.completedAt = this.#settings.clock();
    if (operation.result.bytes > 0 && status !== "CANCELED") {
      operation.urlExpiresAt = new Date(operation.completedAt.getTime() + this.#settings.urlSeconds * 1000);
      const url = this.#settings.files.publish(operation.result.chunks, operation.urlExpiresAt);
      if (status === "COMPLETED") operation.url = url;
      else operation.partialDataUrl = url;
    }
    this.#settings.onFinish(operation);
  }

  #expire(): void {
    const now = this.#settings.clock();
    for (const operation of this.#operations) {
      if (operation.status !== "COMPLETED" || operation.urlExpiresAt === null || operation.urlExpiresAt > now)
        continue;
      operation.status = "EXPIRED";
      operation.url = null;
    }
  }
}

class BulkFailure extends Error {
  readonly code: BulkErrorCode;
  constructor(code: BulkErrorCode) {
    super(code);
    this.code = code;
  }
}

function codeOf(error: unknown): BulkErrorCode {
  if (error instanceof BulkFailure) return error.code;
  return error instanceof GraphQLError && error.extensions["code"] === "ACCESS_DENIED"
    ? "ACCESS_DENIED"
    : "INTERNAL_SERVER_ERROR";
}

function append(
  result: Result,
  batch: { readonly text: string; readonly objects: number; readonly roots: number },
): void {
  const chunk = Buffer.from(batch.text);
  result.chunks.push(chunk);
  result.objects += batch.objects;
  result.roots += batch.roots;
  result.bytes += chunk.length;
}

const isUnderWay = ({ status }: BulkOperation): boolean =>
  status === "CREATED" || status === "RUNNING" || status === "CANCELING";
const isCanceling = ({ status }: BulkOperation): boolean => status === "CANCELING";
