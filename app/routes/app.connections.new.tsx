import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { ChoosePage } from "../ui/connections/choose-page.tsx";
import { NewConnectionPage } from "../ui/connections/new-connection-page.tsx";
import { formHref, presentCards, presentForm } from "../ui/connections/present-form.ts";
import { presentRefused, presentTest } from "../ui/connections/present-sample.ts";
import type { FormAnswer } from "../ui/connections/view.ts";
import { forCaller } from "./shared/page.server.ts";
import { readTypedConnection } from "./shared/typed-connection.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }) => {
    const chosen = connectorOf(request);
    if (chosen === null) {
      const { connectors } = await useCases.connectors(caller);
      return { cards: presentCards(connectors), chosen: null };
    }
    const data = await useCases.connectorForm(caller, chosen);
    return { cards: null, chosen: { name: data.connector.name, form: presentForm(data, null) } };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }): Promise<FormAnswer> => {
    const form = await request.formData();
    const typed = await readTypedConnection(form, connectorOf(request) ?? "");
    if (form.get("intent") === "test") {
      return presentTest(await useCases.testNewConnection(caller, typed), locale);
    }
    const created = await useCases.createConnection(caller, typed);
    if (!created.ok) return presentRefused(created);
    throw redirect("/app/locations");
  });

export default function NewConnection() {
  const { cards, chosen } = useLoaderData<typeof loader>();
  const fetcher = useFetcher<FormAnswer>();
  if (cards !== null) return <ChoosePage cards={cards} />;
  const intent = fetcher.formData?.get("intent");
  return (
    <NewConnectionPage
      key={chosen.form.connector}
      connectorName={chosen.name}
      form={chosen.form}
      answer={fetcher.data ?? null}
      busy={intent === "test" || intent === "save" ? intent : null}
      onSend={(asked, typed) => {
        typed.set("intent", asked);
        fetcher.submit(typed, {
          method: "post",
          encType: "multipart/form-data",
          action: formHref(chosen.form.connector),
        });
      }}
    />
  );
}

function connectorOf(request: Request): string | null {
  return new URL(request.url).searchParams.get("connector");
}
