import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useSearchParams } from "@remix-run/react";
import { useEffect } from "react";
import { EventsPage } from "../ui/events/events-page.tsx";
import { presentEvents } from "../ui/events/present-events.ts";
import { showToast } from "../ui/frame/toast.ts";
import { eventTexts } from "../ui/texts/events.ts";
import type { Done, EventsQuery, Refused } from "../use-cases/contract.ts";
import { forCaller } from "./shared/page.server.ts";
import { textOf } from "./shared/typed-connection.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

interface Answer {
  readonly asked: "add" | "remove";
  readonly result: Done | Refused;
}

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) => {
    const query = queryOf(new URL(request.url).searchParams);
    return presentEvents(await useCases.events(caller, query), query, locale);
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }): Promise<Answer> => {
    const form = await request.formData();
    if (form.get("intent") === "remove")
      return { asked: "remove", result: await useCases.removeEvent(caller, textOf(form, "id")) };
    const typed = {
      at: textOf(form, "at"),
      system: textOf(form, "system"),
      kind: textOf(form, "kind"),
      location: textOf(form, "location"),
      note: textOf(form, "note"),
    };
    return { asked: "add", result: await useCases.addEvent(caller, typed) };
  });

export default function Events() {
  const view = useLoaderData<typeof loader>();
  const { data, state, submit } = useFetcher<Answer>();
  const [, setSearch] = useSearchParams();
  useEffect(() => {
    if (!data) return;
    const { asked, result } = data;
    if (result.ok) showToast(asked === "add" ? eventTexts.saved : eventTexts.removed);
    else if (result.problem !== null) showToast(result.problem, true);
  }, [data]);
  return (
    <EventsPage
      view={view}
      busy={state !== "idle"}
      fields={data?.asked === "add" && !data.result.ok ? data.result.fields : {}}
      onAdd={(typed) => submit({ ...typed, intent: "add" }, { method: "post" })}
      onRemove={(id) => submit({ intent: "remove", id }, { method: "post" })}
      onFilter={({ search, all }) =>
        setSearch(
          { ...(search !== "" && { search }), ...(all && { all: "1" }) },
          { preventScrollReset: true },
        )
      }
    />
  );
}

function queryOf(search: URLSearchParams): EventsQuery {
  const given = (name: string) => search.get(name)?.trim() || null;
  return { generalOnly: given("all") === null, search: given("search"), after: given("after") };
}
