import { wasReset } from "../../platform/http/failure.ts";
import type { AdminApi } from "../admin-api.ts";
import { StorefrontError } from "../errors.ts";
import { ReceiveFlowTriggerDocument } from "../generated/operations.ts";

/** What became of a trigger. Shopify has no key that would tell a repetition, so what may have arrived is not sent again. */
export type TriggerAnswer =
  | { readonly kind: "received" }
  | { readonly kind: "refused" | "not_sent" | "unconfirmed"; readonly message: string };

export type FlowTriggers = (
  shop: string,
  trigger: { readonly handle: string; readonly payload: Readonly<Record<string, unknown>> },
  signal: AbortSignal,
) => Promise<TriggerAnswer>;

/** Starts the shop's workflows that wait for a trigger. Rejects only with the signal's reason. */
export function flowTriggers(api: AdminApi): FlowTriggers {
  return async (shop, variables, signal) => {
    try {
      const { flowTriggerReceive: answer } = await api.run(shop, {
        document: ReceiveFlowTriggerDocument,
        variables,
        priority: "probe",
        signal,
      });
      const errors = answer?.userErrors ?? [];
      return errors.length === 0
        ? { kind: "received" }
        : { kind: "refused", message: errors.map(({ message }) => message).join(" ") };
    } catch (error) {
      if (!(error instanceof StorefrontError)) throw error;
      return { kind: meaningOf(error), message: error.message };
    }
  };
}

function meaningOf({ fault, status, cause }: StorefrontError): "refused" | "not_sent" | "unconfirmed" {
  if (fault === "throttled" || fault === "token_revoked") return "not_sent";
  if (fault !== "unavailable") return "refused";
  // Shopify is too busy to begin, or there was no connection on which anything could have left.
  const unheard = status === 503 || (isConnectionError(cause) && !wasReset(cause));
  return unheard ? "not_sent" : "unconfirmed";
}

function isConnectionError(error: unknown): boolean {
  return error instanceof Error && "kind" in error && error.kind === "connection";
}
