import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { DiscrepancyPage } from "../ui/discrepancy/discrepancy-page.tsx";
import { presentDiscrepancy } from "../ui/discrepancy/present-discrepancy.ts";
import { showToast } from "../ui/frame/toast.ts";
import { oneDiscrepancyTexts } from "../ui/texts/discrepancy.ts";
import type { Done, Refused } from "../use-cases/contract.ts";
import { forCaller } from "./shared/page.server.ts";
import { textOf } from "./shared/typed-connection.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentDiscrepancy(await useCases.discrepancy(caller, params["id"] ?? ""), locale),
  );

export const action = ({ request, params }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }) => {
    const form = await request.formData();
    return useCases.actOnDiscrepancy(caller, params["id"] ?? "", {
      kind: textOf(form, "kind"),
      text: textOf(form, "text"),
      hours: textOf(form, "hours"),
    });
  });

export default function Discrepancy() {
  const view = useLoaderData<typeof loader>();
  const { data, formData, submit } = useFetcher<Done | Refused>();
  useEffect(() => {
    if (data?.ok) showToast(oneDiscrepancyTexts.actions.done);
  }, [data]);
  const refused = data && !data.ok ? data : null;
  const kind = formData?.get("kind");
  return (
    <DiscrepancyPage
      view={view}
      busy={typeof kind === "string" ? kind : null}
      problem={refused?.problem ?? null}
      fields={refused?.fields ?? {}}
      onAct={(kind, text, hours) => submit({ kind, text, hours }, { method: "post" })}
    />
  );
}
