import { Router } from "express";
import { AdminRefusal } from "./errors.ts";
import { storePath } from "./pages/layout.ts";
import { sandboxPage } from "./pages/sandbox.ts";
import type { AdminShop } from "./ports.ts";
import type { AdminParts } from "./server.ts";
import { field, type Visitor } from "./visitor.ts";

/** The levers behind the scenes. */
export function sandboxRoutes({ app, shop, controls }: AdminParts, visit: Visitor): Router {
  const router = Router();
  const actions = new Map<string, (body: unknown) => void>([
    ["pause", () => controls.pause()],
    ["resume", () => controls.resume()],
    ["inject", (body) => controls.inject(chosen(controls.faultNames(), field(body, "fault")))],
    [
      "heal",
      (body) =>
        controls.heal(
          chosen(
            controls.faults().map(({ id }) => id),
            field(body, "fault"),
          ),
        ),
    ],
    [
      "trouble",
      (body) => {
        const system = chosen(
          controls.systems().map(({ id }) => id),
          field(body, "system"),
        );
        const troubles = controls.systems().find(({ id }) => id === system)?.troubles ?? [];
        controls.trouble(system, field(body, "kind") === "" ? null : chosen(troubles, field(body, "kind")));
      },
    ],
    ["order", () => placeOrder(shop, controls.now())],
    ["expire-tokens", () => shop.expireTokens()],
    ["install", () => shop.install(app.scopes)],
    ["uninstall", () => shop.uninstall()],
  ]);

  router.get(
    "/sandbox",
    (request, response) => void response.send(sandboxPage(visit(request), shop, controls)),
  );
  router.post("/sandbox/:action", (request, response) => {
    const action = actions.get(request.params.action);
    if (action === undefined) throw new AdminRefusal(404, "There is no such lever.");
    action(request.body);
    response.redirect(303, `${storePath(visit(request))}/sandbox`);
  });
  return router;
}

function chosen(choices: readonly string[], wanted: string): string {
  if (!choices.includes(wanted))
    throw new AdminRefusal(400, `“${wanted}” is none of: ${choices.join(", ")}.`);
  return wanted;
}

/** One unit of whatever there is most of. */
function placeOrder({ storefront }: AdminShop, at: Date): void {
  const { products, locations } = storefront.seed;
  const levels = products
    .flatMap(({ variants }) => variants.filter(({ tracked }) => tracked))
    .flatMap(({ inventoryItemId: item }) =>
      locations.map(({ id }) => ({ item, location: id, stock: storefront.stock(item, id) })),
    )
    .filter(({ stock }) => stock?.active === true && stock.available > 0)
    .sort((a, b) => (b.stock?.available ?? 0) - (a.stock?.available ?? 0));
  const [most] = levels;
  if (most === undefined) throw new AdminRefusal(409, "Nothing is in stock to order.");
  storefront.placeOrder(most.item, most.location, 1, at);
}
