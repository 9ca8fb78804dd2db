import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ConnectionsPage } from "../ui/connections/connections-page.tsx";
import { presentConnections } from "../ui/connections/present-connections.ts";
import { forCaller } from "./shared/page.server.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentConnections(await useCases.connections(caller), locale),
  );

export default function Connections() {
  return <ConnectionsPage view={useLoaderData<typeof loader>()} />;
}
