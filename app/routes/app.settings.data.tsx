import type { LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { useEffect, useState } from "react";
import { showToast } from "../ui/frame/toast.ts";
import { DataPage, presentData, type DataView } from "../ui/settings/data-page.tsx";
import { settingsTexts } from "../ui/texts/settings.ts";
import { forCaller } from "./shared/page.server.ts";
import { saveFile } from "./shared/save-file.ts";
import { settingsAction, wordsOf } from "./shared/settings.server.ts";
import { useSettings } from "./shared/use-settings.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

const texts = settingsTexts.data;

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }): Promise<DataView> => {
    const data = await useCases.dataSettings(caller);
    return presentData(data, wordsOf(data, locale).lastChange);
  });

export const action = settingsAction((useCases, caller, typed) => useCases.saveKeeping(caller, typed));

export default function DataSettings() {
  const view = useLoaderData<typeof loader>() as DataView;
  const { typed, editing, change } = useSettings("data", view);
  const [exporting, setExporting] = useState(false);
  const erase = useFetcher<{ readonly ok: boolean; readonly problem: string | null }>();
  const navigate = useNavigate();
  const { data } = erase;
  useEffect(() => {
    if (!data?.ok) return;
    showToast(texts.erased);
    navigate("/app");
  }, [data, navigate]);
  return (
    <DataPage
      view={view}
      typed={typed}
      editing={editing}
      exporting={exporting}
      erasing={erase.state !== "idle"}
      eraseProblem={data && !data.ok ? data.problem : null}
      onChange={change}
      onExport={() => {
        setExporting(true);
        void saveFile("/app/settings/data/export", "inventory-handoff.jsonl")
          .then(
            () => showToast(texts.exported),
            () => showToast(texts.exportFailed, true),
          )
          .finally(() => setExporting(false));
      }}
      onErase={(confirm) => erase.submit({ confirm }, { method: "post", action: "/app/settings/data/erase" })}
    />
  );
}
