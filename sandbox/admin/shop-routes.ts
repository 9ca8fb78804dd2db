import { Router } from "express";
import { AdminRefusal } from "./errors.ts";
import { storePath } from "./pages/layout.ts";
import { productPage, variantPage } from "./pages/product.ts";
import { idNumber, productsPage } from "./pages/products.ts";
import type { AdminParts } from "./server.ts";
import { staffCookie } from "./staff.ts";
import { backTo, field, type Visitor } from "./visitor.ts";

/** The shop's own pages: products, stock by hand, and who is signed in. */
export function shopRoutes({ shop }: AdminParts, visit: Visitor): Router {
  const router = Router();
  const { storefront } = shop;
  const product = (id: string) => storefront.seed.products.find((candidate) => idNumber(candidate.id) === id);
  const absent = (): never => {
    throw new AdminRefusal(404, "That product does not exist.");
  };

  router.post("/staff", (request, response) => {
    const id = field(request.body, "staff");
    if (!storefront.seed.staff.some((person) => person.id === id))
      throw new AdminRefusal(400, "Nobody by that name works here.");
    response.cookie(staffCookie, id, { httpOnly: true, sameSite: "lax" });
    response.redirect(303, backTo(request.body, "/"));
  });

  router.get("/products", (request, response) => {
    const page = Math.max(1, Math.trunc(Number(field(request.query, "page"))) || 1);
    response.send(productsPage(visit(request), storefront, field(request.query, "q"), page));
  });

  router.get("/products/:product", (request, response) => {
    response.send(productPage(visit(request), storefront, product(request.params.product) ?? absent()));
  });

  router.get("/products/:product/variants/:variant", (request, response) => {
    const owner = product(request.params.product) ?? absent();
    const variant = owner.variants.find(({ id }) => idNumber(id) === request.params.variant) ?? absent();
    response.send(variantPage(visit(request), storefront, owner, variant));
  });

  // Apps link to a variant without knowing its product.
  router.get("/variants/:variant", (request, response) => {
    const holds = (id: string): boolean => idNumber(id) === request.params.variant;
    const owner =
      storefront.seed.products.find(({ variants }) => variants.some(({ id }) => holds(id))) ?? absent();
    const base = storePath(visit(request));
    response.redirect(`${base}/products/${idNumber(owner.id)}/variants/${request.params.variant}`);
  });

  router.post("/quantities", (request, response) => {
    const item = field(request.body, "item");
    const location = field(request.body, "location");
    const available = Number(field(request.body, "available"));
    if (field(request.body, "available").trim() === "" || !Number.isSafeInteger(available)) {
      throw new AdminRefusal(400, "Available must be a whole number.");
    }
    if (storefront.stock(item, location) === null)
      throw new AdminRefusal(400, "That item is not stocked at that location.");
    storefront.setAvailable(item, location, available, new Date());
    response.redirect(303, backTo(request.body, "/"));
  });
  return router;
}
