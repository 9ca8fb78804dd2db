import { createHmac } from "node:crypto";
import { Router } from "express";
import { AdminRefusal } from "./errors.ts";
import { storePath } from "./pages/layout.ts";
import { messagesPage } from "./pages/messages.ts";
import type { AdminParts } from "./server.ts";
import { field, type Visitor } from "./visitor.ts";

/** Mails that arrived, and what Flow was told; a workflow of the shop may be switched on and off here. */
export function messageRoutes({ app, shop, mailbox }: AdminParts, visit: Visitor): Router {
  const router = Router();
  const used = new Set<string>();

  router.get("/messages", (request, response) => {
    response.send(
      messagesPage(visit(request), { mails: mailbox?.mails() ?? [], told: shop.flowTriggers, used }),
    );
  });

  router.get("/messages/mails/:number", (request, response) => {
    const mail = mailbox?.mails()[Number(request.params.number)];
    if (!mail) throw new AdminRefusal(404, "That mail does not exist.");
    // As a mail program shows it: no scripts, nothing of this site's.
    response.set(
      "Content-Security-Policy",
      "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'",
    );
    response.send(mail.html);
  });

  router.post("/messages/triggers", (request, response, next) => {
    const handle = field(request.body, "handle");
    const enabled = field(request.body, "enabled") === "true";
    tellApp(handle, enabled)
      .then(() => {
        if (enabled) used.add(handle);
        else used.delete(handle);
        response.redirect(303, `${storePath(visit(request))}/messages`);
      })
      .catch(next);
  });

  /** Shopify's call of a trigger's life. */
  async function tellApp(handle: string, enabled: boolean): Promise<void> {
    const body = JSON.stringify({
      flow_trigger_definition_id: handle,
      has_enabled_flow: enabled,
      shopify_domain: shop.storefront.seed.domain,
      timestamp: new Date().toISOString(),
    });
    const signature = createHmac("sha256", app.apiSecret).update(body).digest("base64");
    const answer = await fetch(`${app.origin}/flow/lifecycle`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "x-shopify-hmac-sha256": signature,
        "x-shopify-shop-domain": shop.storefront.seed.domain,
      },
    });
    if (!answer.ok) throw new AdminRefusal(502, `The app answered ${answer.status}.`);
  }
  return router;
}
