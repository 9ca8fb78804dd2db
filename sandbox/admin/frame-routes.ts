import { type Request, Router } from "express";
import { AdminRefusal } from "./errors.ts";
import { frameAddress } from "./frame-address.ts";
import { appPage, installPage } from "./pages/app.ts";
import { appPath } from "./pages/layout.ts";
import type { AdminParts } from "./server.ts";
import { field, type Visitor } from "./visitor.ts";

/** The app in its frame, its installation, and what its frame asks of the admin. */
export function frameRoutes({ app, shop }: AdminParts, visit: Visitor): Router {
  const router = Router();
  const names = [app.handle, app.apiKey];

  router.post("/apps/:name/install", (request, response) => {
    shop.install(app.scopes);
    response.redirect(303, appPath(visit(request)));
  });

  router.get(["/apps/:name", "/apps/:name/*"], (request, response) => {
    if (!names.includes(request.params.name ?? "")) throw new AdminRefusal(404, "That app does not exist.");
    const around = visit(request);
    if (!shop.isInstalled()) return void response.send(installPage(around, app));
    const source = frameAddress(app, {
      shopDomain: around.shopDomain,
      path: appOwnPath(request),
      idToken: shop.idToken(around.current.id),
      locale: around.current.locale,
      now: new Date(),
    });
    response.send(appPage(around, app, source));
  });

  const scopes = () => ({
    granted: shop.grantedScopes(),
    required: app.scopes,
    optional: app.optionalScopes,
  });
  router.get("/frame/id-token", (request, response) => {
    if (!shop.isInstalled()) throw new AdminRefusal(403, "The app is not installed.");
    response.set("Cache-Control", "no-store").json({ token: shop.idToken(visit(request).current.id) });
  });
  router.get("/frame/user", (request, response) => {
    const { id, firstName, lastName, email } = visit(request).current;
    response.json({
      id: Number(/\d+$/.exec(id)?.[0]),
      firstName,
      lastName,
      email,
      accountAccess: "Full access",
    });
  });
  router.get("/frame/scopes", (_, response) => void response.json(scopes()));
  router.post("/frame/scopes/:change", (request, response) => {
    const asked = scopeList(request.body);
    const unknown = asked.filter((scope) => !app.optionalScopes.includes(scope));
    if (unknown.length > 0)
      throw new AdminRefusal(400, `The app's configuration does not list ${unknown.join(", ")} as optional.`);
    if (request.params.change === "grant") shop.grantScopes(asked);
    else shop.revokeScopes(asked);
    response.json(scopes());
  });
  router.get("/frame/resources", (request, response) => {
    const query = field(request.query, "query").toLowerCase();
    const resources = shop.storefront.seed.products.flatMap((product) =>
      field(request.query, "type") === "variant"
        ? product.variants.map(({ id, title }) => ({ id, title: `${product.title} · ${title}` }))
        : [{ id: product.id, title: product.title }],
    );
    response.json(resources.filter(({ title }) => title.toLowerCase().includes(query)).slice(0, 50));
  });
  return router;
}

/** `/store/x/apps/handle/app/connections?tab=2` → `/app/connections?tab=2` */
const appOwnPath = (request: Request): string =>
  request.url.replace(/^\/apps\/[^/?]+/, "").replace(/^(?!\/)/, "/");

function scopeList(body: unknown): string[] {
  const scopes: unknown = typeof body === "object" && body !== null && "scopes" in body ? body.scopes : [];
  return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : [];
}
