import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { presentTreadmill } from "../ui/resyncs/present-reports.ts";
import { TreadmillPage } from "../ui/resyncs/report-pages.tsx";
import { forCaller } from "./shared/page.server.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentTreadmill(await useCases.treadmill(caller), locale),
  );

export default function Treadmill() {
  return <TreadmillPage view={useLoaderData<typeof loader>()} />;
}
