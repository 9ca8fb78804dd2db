import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { showToast } from "../ui/frame/toast.ts";
import { presentAudit } from "../ui/resyncs/present-reports.ts";
import { AuditPage } from "../ui/resyncs/report-pages.tsx";
import { resyncTexts } from "../ui/texts/resyncs.ts";
import { forCaller } from "./shared/page.server.ts";
import { saveFile } from "./shared/save-file.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentAudit(await useCases.audit(caller, new URL(request.url).searchParams.get("before")), locale),
  );

export default function Audit() {
  const view = useLoaderData<typeof loader>();
  const [downloading, setDownloading] = useState(false);
  const download = () => {
    setDownloading(true);
    saveFile("/app/audit/csv", "inventory-handoff-audit.csv")
      .catch(() => showToast(resyncTexts.audit.failed, true))
      .finally(() => setDownloading(false));
  };
  return <AuditPage view={view} downloading={downloading} onDownload={download} />;
}
