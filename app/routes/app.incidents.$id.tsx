import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { IncidentPage } from "../ui/incident/incident-page.tsx";
import { presentIncident } from "../ui/incident/present-incident.ts";
import { forCaller } from "./shared/page.server.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentIncident(await useCases.incident(caller, params["id"] ?? ""), locale),
  );

export default function Incident() {
  return <IncidentPage view={useLoaderData<typeof loader>()} />;
}
