import type { LoaderFunctionArgs } from "@remix-run/node";
import { forCaller } from "./shared/page.server.ts";

export { headers } from "./shared/boundary.tsx";

const kinds = ["vendor", "product", "tag"] as const;

/** Vendors, products and tags for the filters of the list. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }) => {
    const given = new URL(request.url).searchParams;
    const kind = kinds.find((word) => word === given.get("kind")) ?? "vendor";
    const typed = (given.get("typed") ?? "").replaceAll("\0", "").trim().slice(0, 100);
    return { kind, found: await useCases.choices(caller, kind, typed) };
  });
