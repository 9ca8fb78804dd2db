import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { presentResyncs } from "../ui/resyncs/present-resyncs.ts";
import { ResyncsPage } from "../ui/resyncs/resyncs-page.tsx";
import { forCaller } from "./shared/page.server.ts";
import { useLive } from "./shared/use-live.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentResyncs(await useCases.resyncs(caller), locale),
  );

export default function Resyncs() {
  const view = useLoaderData<typeof loader>();
  useLive(view.live);
  return <ResyncsPage view={view} />;
}
