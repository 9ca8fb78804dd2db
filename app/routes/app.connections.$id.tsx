import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { ConnectionPage } from "../ui/connections/connection-page.tsx";
import { presentConnection } from "../ui/connections/present-connection.ts";
import { presentRefused, presentTest } from "../ui/connections/present-sample.ts";
import type { FormAnswer } from "../ui/connections/view.ts";
import { showToast } from "../ui/frame/toast.ts";
import { connectionTexts } from "../ui/texts/connections.ts";
import { forCaller } from "./shared/page.server.ts";
import { readTypedConnection } from "./shared/typed-connection.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentConnection(await useCases.connection(caller, params["id"] ?? ""), locale),
  );

export const action = ({ request, params }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }): Promise<FormAnswer | null> => {
    const id = params["id"] ?? "";
    const form = await request.formData();
    switch (form.get("intent")) {
      case "pause":
        await useCases.pauseConnection(caller, id, form.get("paused") === "true");
        return null;
      case "delete":
        await useCases.deleteConnection(caller, id);
        throw redirect("/app/connections");
      case "test":
        return presentTest(
          await useCases.testConnection(caller, id, await readTypedConnection(form, "")),
          locale,
        );
      default: {
        const changed = await useCases.changeConnection(caller, id, await readTypedConnection(form, ""));
        return changed.ok ? { kind: "saved" } : presentRefused(changed);
      }
    }
  });

export default function OneConnection() {
  const view = useLoaderData<typeof loader>();
  const fetcher = useFetcher<FormAnswer>();
  const { data, formData } = fetcher;
  useEffect(() => {
    if (data?.kind === "saved") showToast(connectionTexts.form.saved);
  }, [data]);
  return (
    <ConnectionPage
      view={view}
      answer={data ?? null}
      busy={intentOf(formData?.get("intent"))}
      onSend={(asked, typed) => {
        typed.set("intent", asked);
        fetcher.submit(typed, { method: "post", encType: "multipart/form-data" });
      }}
      onPause={(paused) => fetcher.submit({ intent: "pause", paused: String(paused) }, { method: "post" })}
      onDelete={() => fetcher.submit({ intent: "delete" }, { method: "post" })}
    />
  );
}

function intentOf(intent: FormDataEntryValue | null | undefined) {
  return intent === "test" || intent === "save" || intent === "pause" || intent === "delete" ? intent : null;
}
