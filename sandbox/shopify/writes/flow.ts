import type { SimulatedShop } from "../simulated-shop.ts";

export interface FlowTrigger {
  readonly at: Date;
  readonly handle: string;
  readonly payload: unknown;
}

const MAX_BYTES = 50_000;

/** flowTriggerReceive: its errors carry no codes. */
export function receiveFlowTrigger(
  shop: SimulatedShop,
  { handle, payload }: { readonly handle?: string | null; readonly payload?: unknown },
): object {
  const refused = (field: string, message: string): object => ({ userErrors: [{ field: [field], message }] });
  if (handle == null || handle === "") return refused("handle", "A handle is required.");
  if (payload == null || typeof payload !== "object") return refused("payload", "A payload is required.");
  if (Buffer.byteLength(JSON.stringify(payload)) >= MAX_BYTES) {
    return refused("payload", `The payload must be smaller than ${MAX_BYTES} bytes.`);
  }
  if (shop.app.flowTriggers !== undefined && !shop.app.flowTriggers.includes(handle)) {
    return refused("handle", `The app has no trigger with the handle ${handle}.`);
  }
  const trigger = { at: shop.clock(), handle, payload };
  shop.flowTriggers.push(trigger);
  shop.flow?.receive(trigger);
  return { userErrors: [] };
}
