import { Router } from "express";
import { AdminRefusal } from "./errors.ts";
import { storePath } from "./pages/layout.ts";
import { messagesPage } from "./pages/messages.ts";
import { newWorkflowPage } from "./pages/new-workflow.ts";
import type { AdminParts } from "./server.ts";
import { field, type Visitor } from "./visitor.ts";

/** Mails that arrived, what Flow was told, and the workflows of the shop. */
export function messageRoutes({ shop, mailbox, flow }: AdminParts, visit: Visitor): Router {
  const router = Router();

  router.get("/messages", (request, response) => {
    response.send(
      messagesPage(visit(request), {
        mails: mailbox?.mails() ?? [],
        told: shop.flowTriggers,
        flow: flow ?? null,
      }),
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

  router.get("/messages/workflows/new", (request, response) => {
    const { trigger, action } = chosen(request.query);
    response.send(newWorkflowPage(visit(request), trigger, action));
  });

  router.post("/messages/workflows", (request, response, next) => {
    const { trigger, action } = chosen(request.body);
    const fields = Object.fromEntries(
      (action?.fields ?? []).map(({ key }) => [key, field(request.body, `field ${key}`)]),
    );
    known()
      .add({ trigger: trigger.handle, action: action?.handle ?? null, fields })
      .then(() => response.redirect(303, `${storePath(visit(request))}/messages`))
      .catch(next);
  });

  router.post("/messages/workflows/:id/remove", (request, response, next) => {
    known()
      .remove(request.params.id)
      .then(() => response.redirect(303, `${storePath(visit(request))}/messages`))
      .catch(next);
  });

  function known() {
    if (!flow) throw new AdminRefusal(404, "This shop has no Flow.");
    return flow;
  }

  function chosen(values: unknown) {
    const { triggers, actions } = known().definitions;
    const trigger = triggers.find(({ handle }) => handle === field(values, "trigger"));
    if (!trigger) throw new AdminRefusal(400, "Choose how the workflow starts.");
    return { trigger, action: actions.find(({ handle }) => handle === field(values, "action")) ?? null };
  }
  return router;
}
