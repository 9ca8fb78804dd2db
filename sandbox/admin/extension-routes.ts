import { Router } from "express";
import { AdminRefusal } from "./errors.ts";
import { bundleExtension, type AdminExtension } from "./extensions.ts";
import { extensionPage } from "./pages/extension.ts";
import type { AdminParts } from "./server.ts";
import { field, type Visitor } from "./visitor.ts";

/** The app's extensions, each in a document of its own as Shopify keeps them apart from its pages. */
export function extensionRoutes({ app, shop }: AdminParts, visit: Visitor): Router {
  const router = Router();
  const code = new Map<string, Promise<string>>();
  const named = (handle: string): AdminExtension => {
    const found = app.extensions.find((extension) => extension.handle === handle);
    if (!found) throw new AdminRefusal(404, "The app has no such extension.");
    return found;
  };

  router.get("/extensions/:handle/code.js", (request, response, next) => {
    const extension = named(request.params.handle);
    const bundled = code.get(extension.handle) ?? bundleExtension(extension);
    code.set(extension.handle, bundled);
    bundled.then((text) => response.type("js").set("Cache-Control", "no-cache").send(text)).catch(next);
  });

  router.get("/extensions/:handle", (request, response) => {
    if (!shop.isInstalled()) throw new AdminRefusal(403, "The app is not installed.");
    const extension = named(request.params.handle);
    response.send(extensionPage(visit(request), app.origin, extension, field(request.query, "id")));
  });
  return router;
}
