import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { address, credential } from "../shared/form/schemas.ts";

/** Whatever can take a signed POST: a flow of a middleware, a script, a queue. */
export const signedWebhookConfig = z.object({
  address: described(address, {
    title: "Address that starts the flow",
    widget: "address",
    group: "Connection",
    placeholder: "https://hooks.example.com/stock/resync",
  }),
  secret: described(
    credential("Secret").refine((text) => text.length >= 16, "A secret has at least 16 characters"),
    {
      title: "Secret",
      widget: "secret",
      group: "Connection",
      help: "Signs messages in both directions: X-Handoff-Signature is v1= and the HMAC-SHA256 of the timestamp, a point and the body, in hex.",
    },
  ),
});
export type SignedWebhookConfig = z.infer<typeof signedWebhookConfig>;
