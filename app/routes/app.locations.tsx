import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { showToast } from "../ui/frame/toast.ts";
import { LocationsPage } from "../ui/locations/locations-page.tsx";
import { presentLocations } from "../ui/locations/present-locations.ts";
import { readMappings } from "../ui/locations/typed-mappings.ts";
import { commonTexts } from "../ui/texts/common.ts";
import { locationTexts } from "../ui/texts/locations.ts";
import type { Done, Refused } from "../use-cases/contract.ts";
import { forCaller } from "./shared/page.server.ts";
import { textOf } from "./shared/typed-connection.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

interface Answer {
  readonly asked: "save" | "refresh" | "accept";
  readonly result: Done | Refused;
}

const done: Readonly<Record<Answer["asked"], string>> = {
  save: locationTexts.saved,
  refresh: locationTexts.refreshed,
  accept: locationTexts.learned.accepted,
};

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentLocations(await useCases.locations(caller), locale),
  );

export const action = ({ request }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }): Promise<Answer> => {
    const form = await request.formData();
    if (form.get("intent") === "refresh")
      return { asked: "refresh", result: await useCases.refreshLocations(caller) };
    if (form.get("intent") === "accept") {
      const typed = {
        pool: textOf(form, "pool"),
        system: textOf(form, "system"),
        expression: textOf(form, "expression"),
      };
      return { asked: "accept", result: await useCases.acceptProposal(caller, typed) };
    }
    const mappings = readMappings(textOf(form, "choice"));
    return {
      asked: "save",
      result: mappings
        ? await useCases.saveMappings(caller, mappings)
        : { ok: false, problem: commonTexts.actionFailed, fields: {} },
    };
  });

export default function Locations() {
  const view = useLoaderData<typeof loader>();
  const fetcher = useFetcher<Answer>();
  const { data, formData } = fetcher;
  useEffect(() => {
    if (!data) return;
    const { asked, result } = data;
    if (result.ok) showToast(done[asked]);
    else if (asked !== "save" && result.problem !== null) showToast(result.problem, true);
  }, [data]);
  const intent = formData?.get("intent");
  return (
    <LocationsPage
      view={view}
      problem={data?.asked === "save" && !data.result.ok ? data.result.problem : null}
      busy={intent === "save" || intent === "refresh" || intent === "accept" ? intent : null}
      onSave={(choice) =>
        fetcher.submit({ intent: "save", choice: JSON.stringify(choice) }, { method: "post" })
      }
      onRefresh={() => fetcher.submit({ intent: "refresh" }, { method: "post" })}
      onAccept={({ pool, system, expression }) =>
        fetcher.submit({ intent: "accept", pool, system, expression }, { method: "post" })
      }
    />
  );
}
