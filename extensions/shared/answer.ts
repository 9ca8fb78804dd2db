import type { ProductStockView } from "../../app/ui/product-stock/view.ts";

export type { ProductStockView };

/** What came of asking the app. `status` is null where it could not be reached at all. */
export type Answer =
  | { readonly kind: "stock"; readonly stock: ProductStockView }
  | { readonly kind: "problem"; readonly status: number | null; readonly sentence: string | null };

/** Shopify resolves the address against the app's own and adds the ID token of whoever looks. */
export async function askForStock(
  subject: "variant" | "product",
  id: string,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const path = `/api/extension/product-stock?${subject}=${encodeURIComponent(id)}`;
    const response = await fetch(path, { signal, headers: { accept: "application/json" } });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && isStock(body)) return { kind: "stock", stock: body };
    return { kind: "problem", status: response.status, sentence: sentenceIn(body) };
  } catch {
    return { kind: "problem", status: null, sentence: null };
  }
}

function isStock(body: unknown): body is ProductStockView {
  return typeof body === "object" && body !== null && "status" in body && "headline" in body;
}

function sentenceIn(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("problem" in body)) return null;
  return typeof body.problem === "string" ? body.problem : null;
}
