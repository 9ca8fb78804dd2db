import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { presentScans } from "../ui/scans/present-scans.ts";
import { ScansPage } from "../ui/scans/scans-page.tsx";
import { forCaller } from "./shared/page.server.ts";
import { scanAction, useScanControl } from "./shared/scan-action.ts";
import { useLive } from "./shared/use-live.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentScans(await useCases.scans(caller), locale),
  );

export const action = ({ request }: ActionFunctionArgs) =>
  forCaller(request, async (context) => scanAction(await request.formData(), context));

export default function Scans() {
  const view = useLoaderData<typeof loader>();
  const { busy, scan, cancel } = useScanControl("/app/scans");
  useLive(view.progress !== null);
  return <ScansPage view={view} busy={busy} onScan={scan} onCancel={cancel} />;
}
