import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { LookupPage } from "../ui/lookup/lookup-page.tsx";
import { presentLookup } from "../ui/lookup/present-lookup.ts";
import { forCaller } from "./shared/page.server.ts";
import { useCheck } from "./shared/use-check.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }) => {
    const search = new URL(request.url).searchParams;
    const query = { search: search.get("q"), location: search.get("location") };
    return presentLookup(await useCases.lookup(caller, query), query);
  });

export default function Lookup() {
  const view = useLoaderData<typeof loader>();
  const navigation = useNavigation();
  const [, setSearch] = useSearchParams();
  const { check, start } = useCheck(view.location);
  return (
    <LookupPage
      view={view}
      finding={navigation.state === "loading" && navigation.location.pathname === "/app/lookup"}
      check={check}
      onFind={(query) => setSearch(Object.entries(query).filter(([, value]) => value !== ""))}
      onCheck={start}
    />
  );
}
