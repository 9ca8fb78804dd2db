import type { FlowTriggers, TriggerAnswer } from "../../storefront/writes/flow-trigger.ts";
import type { Scene } from "../compose.ts";
import { parted, type Notification } from "../../channels/notification.ts";
import type { NotifyFacts } from "../../channels/ports.ts";
import type { Outcome } from "../send/outcome.ts";
import { discrepancyPayload, incidentPayload, notReadPayload, type Payload } from "./payload.ts";

export interface SendToFlow {
  /** Null where there is nothing left to tell. */
  prepare(
    handle: string,
    notification: Notification,
    scene: Scene,
    signal: AbortSignal,
  ): Promise<{ readonly headline: string; send(): Promise<Outcome> } | null>;
}

const MAX_BYTES = 50_000;

export function sendToFlow(receive: FlowTriggers, facts: NotifyFacts): SendToFlow {
  return {
    async prepare(handle, { shop, subject }, scene, signal) {
      const told = await payloadOf(shop, subject, scene, facts);
      if (!told) return null;
      const { headline, payload } = told;
      const size = Buffer.byteLength(JSON.stringify(payload));
      if (size >= MAX_BYTES) {
        const why = `The trigger would hold ${size} bytes; Shopify takes less than ${MAX_BYTES}.`;
        return { headline, send: () => Promise.resolve({ kind: "refused", why }) };
      }
      return { headline, send: async () => outcomeOf(await receive(shop, { handle, payload }, signal)) };
    },
  };
}

async function payloadOf(
  shop: string,
  subject: string,
  scene: Scene,
  facts: NotifyFacts,
): Promise<{ readonly headline: string; readonly payload: Payload } | null> {
  const { kind, id } = parted(subject);
  if (kind === "discrepancy") {
    const found = await facts.discrepancy(shop, id);
    return found && discrepancyPayload(found, scene);
  }
  if (kind === "incident") {
    const found = await facts.standing(shop, id);
    return found && incidentPayload(found, scene);
  }
  const unread = await facts.unread(shop);
  const found = unread.find(({ connectionId, system }) => (connectionId ?? system) === id);
  return found ? notReadPayload(found, scene) : null;
}

function outcomeOf(answer: TriggerAnswer): Outcome {
  switch (answer.kind) {
    case "received":
      return { kind: "sent" };
    case "not_sent":
      return { kind: "later", why: answer.message };
    case "refused":
    case "unconfirmed":
      return { kind: answer.kind, why: answer.message };
  }
}
