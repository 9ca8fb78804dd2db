import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { Kind, print, visit, type DocumentNode } from "graphql";
import type { AdminApi } from "../admin-api.ts";
import { sleep, type Clock } from "../clock.ts";
import { StorefrontError } from "../errors.ts";
import { BulkCancelDocument, BulkProgressDocument, BulkRunDocument } from "../generated/operations.ts";
import type { BulkOperationErrorCode, BulkProgressQuery } from "../generated/operations.ts";
import type { SweepOptions } from "../ports.ts";

export interface BulkRunner {
  readonly api: AdminApi;
  readonly clock: Clock;
  readonly random: () => number;
}

/** What a finished bulk operation left. */
export interface BulkResult {
  readonly objects: number;
  /** Null: the result is empty. */
  readonly url: string | null;
  /** Null where Shopify does not say. */
  readonly bytes: number | null;
}

type Operation = NonNullable<BulkProgressQuery["bulkOperation"]>;

const SLOT_WAIT_MS = { first: 5_000, longest: 60_000, inAll: 45 * 60_000 };
const POLL_MS = { first: 1_000, longest: 15_000, inAll: 6 * 60 * 60_000 };
const CANCEL_MS = 10_000;

/**
 * Runs one bulk query to its end: waits while all slots of the shop are taken, polls with growing distance, and asks Shopify to
 * cancel when the signal aborts. Rejects with StorefrontError for every end but a complete one; a partial result is no result.
 */
export async function runBulkQuery(
  runner: BulkRunner,
  shop: string,
  document: TypedDocumentNode<unknown, Record<string, never>>,
  options: SweepOptions,
): Promise<BulkResult> {
  const id = await start(runner, shop, withoutName(document), options);
  try {
    return await finish(runner, shop, id, options);
  } catch (error) {
    if (options.signal.aborted) await cancel(runner, shop, id);
    throw error;
  }
}

async function start(
  runner: BulkRunner,
  shop: string,
  query: string,
  options: SweepOptions,
): Promise<string> {
  const { api, clock } = runner;
  const giveUpAt = clock.now() + SLOT_WAIT_MS.inAll;
  for (let waitMs = SLOT_WAIT_MS.first; ; waitMs = Math.min(waitMs * 2, SLOT_WAIT_MS.longest)) {
    const answer = await api.run(shop, {
      document: BulkRunDocument,
      variables: { query },
      priority: "sweep",
      signal: options.signal,
    });
    const { bulkOperation, userErrors } = answer.bulkOperationRunQuery ?? {
      bulkOperation: null,
      userErrors: [],
    };
    if (bulkOperation) return bulkOperation.id;
    const busy = userErrors.some(({ code }) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED");
    const reason = userErrors[0]?.message ?? "no reason given";
    if (!busy) throw failed(`Shopify did not start reading: ${reason}`);
    if (clock.now() >= giveUpAt)
      throw failed("Other reads have kept Shopify busy for too long. It will be tried again.");
    options.onProgress?.({ stage: "waiting", objects: 0 });
    await sleep(clock, jittered(waitMs, runner.random), options.signal);
  }
}

async function finish(
  runner: BulkRunner,
  shop: string,
  id: string,
  options: SweepOptions,
): Promise<BulkResult> {
  const { clock } = runner;
  const giveUpAt = clock.now() + POLL_MS.inAll;
  for (let waitMs = POLL_MS.first; clock.now() < giveUpAt; waitMs = Math.min(waitMs * 1.5, POLL_MS.longest)) {
    await sleep(clock, jittered(waitMs, runner.random), options.signal);
    const operation = await progressOf(runner, shop, id, options.signal);
    const objects = Number(operation.objectCount);
    if (operation.status === "COMPLETED") {
      return {
        objects,
        url: operation.url,
        bytes: operation.fileSize === null ? null : Number(operation.fileSize),
      };
    }
    if (operation.status === "FAILED") throw failed(reasons[operation.errorCode ?? "INTERNAL_SERVER_ERROR"]);
    if (operation.status === "EXPIRED") throw failed("Shopify gave the reading up before it was done.");
    if (operation.status === "CANCELED") throw failed("The reading was cancelled at Shopify.");
    options.onProgress?.({ stage: "running", objects });
  }
  await cancel(runner, shop, id);
  throw failed("Shopify has been reading for hours without an end. It will be tried again.");
}

async function progressOf(
  runner: BulkRunner,
  shop: string,
  id: string,
  signal: AbortSignal,
): Promise<Operation> {
  const answer = await runner.api.run(shop, {
    document: BulkProgressDocument,
    variables: { id },
    priority: "sweep",
    signal,
  });
  if (answer.bulkOperation === null) throw failed("Shopify no longer knows the reading that it was doing.");
  return answer.bulkOperation;
}

/** Bulk queries take no variables, so the values of text variables are written into the query. */
export function withValues<Variables extends Readonly<Record<string, string>>>(
  document: TypedDocumentNode<unknown, Variables>,
  values: Variables,
): TypedDocumentNode<unknown, Record<string, never>> {
  const filled = visit(document, {
    Variable: ({ name }) => ({ kind: Kind.STRING, value: values[name.value] ?? "" }),
    VariableDefinition: () => null,
  });
  return filled as TypedDocumentNode<unknown, Record<string, never>>;
}

/** Best effort: the caller's own error matters more, and a bulk operation that nobody fetches does no harm. */
async function cancel(runner: BulkRunner, shop: string, id: string): Promise<void> {
  const giveUp = new AbortController();
  const stop = runner.clock.timer(CANCEL_MS, () => giveUp.abort());
  try {
    await runner.api.run(shop, {
      document: BulkCancelDocument,
      variables: { id },
      priority: "probe",
      signal: giveUp.signal,
      repeatable: true,
    });
  } catch {
    return;
  } finally {
    stop();
  }
}

/** Shopify documents bulk queries without a name, so the name that code generation needs stays here. */
function withoutName(document: DocumentNode): string {
  return document.definitions
    .map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? print(definition.selectionSet) : "",
    )
    .join("\n");
}

const reasons: Readonly<Record<BulkOperationErrorCode, string>> = {
  ACCESS_DENIED: "Shopify stopped reading: the app lacks a permission for it.",
  INTERNAL_SERVER_ERROR: "Shopify failed while reading. It will be tried again.",
  TIMEOUT: "Shopify ran out of time while reading. It will be tried again.",
};

function failed(message: string): StorefrontError {
  return new StorefrontError("bulk_failed", message);
}

function jittered(ms: number, random: () => number): number {
  return Math.ceil(ms * (0.8 + 0.4 * random()));
}
