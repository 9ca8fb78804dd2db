import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { MapPage } from "../ui/map/map-page.tsx";
import { mapHref, readMapQuery } from "../ui/map/map-href.ts";
import { presentMap } from "../ui/map/present-map.ts";
import { forCaller } from "./shared/page.server.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) => {
    const query = readMapQuery(new URL(request.url).searchParams);
    return { query, view: presentMap(await useCases.handoffMap(caller), query, locale) };
  });

export default function HandoffMap() {
  const { query, view } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  return (
    <MapPage
      view={view}
      onSearch={(search) => navigate(mapHref({ ...query, search, page: 1 }), { preventScrollReset: true })}
    />
  );
}
