import type { Request } from "express";
import type { Surroundings } from "./pages/layout.ts";
import type { AdminParts } from "./server.ts";
import { currentStaff } from "./staff.ts";

export type Visitor = (request: Request) => Surroundings;

/** What a page shows around its content, for whoever asks for it. */
export const visitor =
  ({ app, shop }: AdminParts): Visitor =>
  (request) => {
    const { seed } = shop.storefront;
    return {
      app,
      shopName: seed.name,
      shopDomain: seed.domain,
      staff: seed.staff,
      current: currentStaff(request, seed.staff),
      installed: shop.isInstalled(),
      here: request.originalUrl,
    };
  };

/** A form field or query parameter as text; anything else than one text is empty. */
export function field(values: unknown, name: string): string {
  const value: unknown =
    typeof values === "object" && values !== null ? Reflect.get(values, name) : undefined;
  return typeof value === "string" ? value : "";
}

/** Where a form wants to come back to: a page of this admin, nothing else. */
export function backTo(values: unknown, otherwise: string): string {
  const back = field(values, "back");
  return /^\/(?!\/)/.test(back) ? back : otherwise;
}
