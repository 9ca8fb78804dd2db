import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { showToast } from "../ui/frame/toast.ts";
import { presentSettings } from "../ui/settings/present-settings.ts";
import { readSettings } from "../ui/settings/read-settings.ts";
import { ResyncSettingsPage } from "../ui/settings/resync-settings-page.tsx";
import { resyncTexts } from "../ui/texts/resyncs.ts";
import type { Done, Refused } from "../use-cases/contract.ts";
import { forCaller } from "./shared/page.server.ts";
import { textOf } from "./shared/typed-connection.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

interface Answer {
  readonly asked: "save" | "mine";
  readonly result: Done | Refused;
}

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }) => presentSettings(await useCases.resyncSettings(caller)));

export const action = ({ request }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }): Promise<Answer> => {
    const form = await request.formData();
    if (form.get("intent") === "mine") {
      await useCases.chooseMyLocations(caller, textOf(form, "locations").split(",").filter(Boolean));
      return { asked: "mine", result: { ok: true } };
    }
    const settings = readSettings(textOf(form, "typed"));
    if ("ok" in settings) return { asked: "save", result: settings };
    return { asked: "save", result: await useCases.saveResyncSettings(caller, settings) };
  });

export default function ResyncSettings() {
  const view = useLoaderData<typeof loader>();
  const fetcher = useFetcher<Answer>();
  const { data, formData } = fetcher;
  useEffect(() => {
    if (data?.result.ok)
      showToast(data.asked === "mine" ? resyncTexts.settings.mineSaved : resyncTexts.settings.saved);
  }, [data]);
  const intent = formData?.get("intent");
  const refused = data && !data.result.ok ? data.result : null;
  return (
    <ResyncSettingsPage
      view={view}
      busy={intent === "save" || intent === "mine" ? intent : null}
      problem={refused?.problem ?? null}
      fields={refused?.fields ?? {}}
      onSave={(typed) => fetcher.submit({ intent: "save", typed: JSON.stringify(typed) }, { method: "post" })}
      onMine={(locations) =>
        fetcher.submit({ intent: "mine", locations: locations.join(",") }, { method: "post" })
      }
    />
  );
}
