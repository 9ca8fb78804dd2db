import type { Connector, ConnectorContext } from "../contract.ts";
import type { ConnectorResponse } from "../http.ts";
import { ask, expectSuccess } from "../shared/answer.ts";
import { signatureHeader, signMessage, timestampHeader } from "../shared/message-signature.ts";
import { noCapabilities, noStock } from "../shared/no-stock.ts";
import { signedWebhookConfig, type SignedWebhookConfig } from "./config.ts";

export const signedWebhook: Connector<SignedWebhookConfig> = {
  ...noStock,
  id: "signed-webhook",
  name: "Any middleware",
  summary: "Starts a flow by a signed message, and takes reports of it at an address of this app.",
  roles: ["erp", "wms"],
  config: signedWebhookConfig,
  contains: {},
  capabilities: { ...noCapabilities, resync: true },

  reportSecret: ({ secret }) => secret,

  async check(config, context) {
    await send(config, context, { event: "ping", requestId: "ping" });
    return { sample: [], warnings: [] };
  },

  async requestResync(config, context, { idempotencyKey, keys }) {
    await send(config, context, {
      event: "resync.requested",
      requestId: idempotencyKey,
      items: [...new Set(keys.map(({ item }) => item))].map((sku) => ({ sku })),
      locations: [...new Set(keys.map(({ code }) => code))],
      keys,
    });
    return { accepted: true, message: `${new URL(config.address).host} took the request.` };
  },
};

/** Sent once: who takes it may tell a repetition by `requestId`, and need not. */
async function send(
  { address, secret }: SignedWebhookConfig,
  context: ConnectorContext,
  message: object,
): Promise<ConnectorResponse> {
  const body = JSON.stringify(message);
  const timestamp = String(Math.floor(context.now() / 1000));
  const response = await ask(context, {
    method: "POST",
    url: address,
    headers: {
      "content-type": "application/json",
      [timestampHeader]: timestamp,
      [signatureHeader]: signMessage(secret, timestamp, body),
    },
    body,
    retry: false,
    field: "address",
  });
  expectSuccess(response, new URL(address));
  return response;
}
