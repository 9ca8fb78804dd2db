import { useFetcher, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { copyText } from "../../ui/document/hand-on.ts";
import { showToast } from "../../ui/frame/toast.ts";
import type { ReportPageView } from "../../ui/report/present-report.ts";
import { ReportPage } from "../../ui/report/report-page.tsx";
import { reportTexts } from "../../ui/texts/report.ts";
import type { ReportAnswer } from "./report.server.ts";

/** The report page of an incident or a discrepancy. */
export default function ReportRoute() {
  const view = useLoaderData<ReportPageView>();
  const { data, state, submit } = useFetcher<ReportAnswer>();
  const { share } = reportTexts;
  useEffect(() => {
    if (!data?.result.ok) return;
    if (data.asked === "revoke") showToast(share.revoked);
    else if ("address" in data.result)
      void copyText(data.result.address).then(
        () => showToast(share.made),
        () => showToast(share.madeOnly),
      );
  }, [data, share]);
  const refused = data && !data.result.ok ? data.result : null;
  return (
    <ReportPage
      view={view}
      busy={state !== "idle"}
      problem={refused?.problem ?? null}
      fields={refused?.fields ?? {}}
      onShare={(days) => submit({ intent: "share", days }, { method: "post" })}
      onRevoke={(link) => submit({ intent: "revoke", link }, { method: "post" })}
    />
  );
}
