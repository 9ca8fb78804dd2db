import type { LoaderFunctionArgs } from "@remix-run/node";
import { formatFor } from "../ui/format.ts";
import { homeSearch, readHomeQuery } from "../use-cases/home-query.ts";
import { forCaller } from "./shared/page.server.ts";

export { headers } from "./shared/boundary.tsx";

/** How many rows a list has over all its pages, for who chooses all of them. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) => {
    const query = { ...readHomeQuery(new URL(request.url).searchParams), after: null };
    const keys = await useCases.countMatching(caller, query);
    const format = formatFor({ timezone: "UTC", currency: "USD", locale, now: 0 });
    return { search: homeSearch(query), text: format.count(keys) };
  });
