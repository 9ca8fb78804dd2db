import type { Line } from "./line.ts";

type Intents = (typeof globalThis.shopify)["intents"];

/** `edit:shopify/Product` and `edit:shopify/ProductVariant` open the admin's page; the rest this admin does not have. */
export function connectIntents(line: Line): Pick<Intents, "invoke" | "register" | "request"> {
  const invoke: NonNullable<Intents["invoke"]> = (query: unknown, options?: { value?: string }) => {
    const { name, value } =
      typeof query === "string" ? { name: query, value: options?.value } : describe(query);
    const product = /\/Product\/(\d+)/.exec(value ?? "")?.[1];
    const variant = /\/ProductVariant\/(\d+)/.exec(value ?? "")?.[1];
    if (name === "edit:shopify/Product" && product !== undefined) open(`shopify://admin/products/${product}`);
    else if (name === "edit:shopify/ProductVariant" && variant !== undefined)
      open(`shopify://admin/variants/${variant}`);
    else return Promise.reject(new Error(`The sandbox's admin has no page for the intent “${name}”.`));
    return Promise.resolve({ complete: Promise.resolve({ code: "closed" as const }) });
  };
  const open = (url: string): void => line.tell({ type: "open", url, target: "_top" });
  return {
    invoke,
    register: () => () => undefined,
    request: { value: null, subscribe: () => () => undefined },
  };
}

function describe(query: unknown): { name: string; value: string | undefined } {
  const { action, type, value } = query as { action: string; type: string; value?: string };
  return { name: `${action}:${type}`, value };
}
