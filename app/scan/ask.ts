import type { ComparisonSetup } from "../comparison/contract.ts";
import { ConnectorError } from "../connectors/errors.ts";
import type { ResyncAnswer } from "../connectors/contract.ts";
import type { Call } from "../resync/ports.ts";
import { keysOf } from "./probe.ts";
import type { Source } from "./ports.ts";

/** Asks a connection to push the keys of a call again, in its own words for them. */
export async function askToPush(
  call: Call,
  sources: readonly Source[],
  setup: ComparisonSetup,
  signal: AbortSignal,
): Promise<ResyncAnswer> {
  const source = sources.find(({ connection }) => connection.id === call.connectionId);
  if (!source) return { accepted: false, message: "The connection is gone." };
  if (!source.requestResync)
    return { accepted: false, message: `${source.connection.name} can no longer be asked to push.` };
  if (source.connection.pausedAt !== null)
    throw new ConnectorError("configuration", `${source.connection.name} is paused.`);
  // Middleware has no codes of its own: it is asked in the storefront's.
  const keys = source.holdsStock
    ? keysOf(source, call.lines, setup)
    : call.lines.map(({ sku, locationId }) => ({ item: sku, code: locationId }));
  return source.requestResync({ idempotencyKey: call.id, keys }, signal);
}
