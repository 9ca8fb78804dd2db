import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { OwnersPage, presentOwners, type OwnersView } from "../ui/settings/owners-page.tsx";
import { forCaller } from "./shared/page.server.ts";
import { settingsAction, wordsOf } from "./shared/settings.server.ts";
import { useSettings } from "./shared/use-settings.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }): Promise<OwnersView> => {
    const data = await useCases.ownerSettings(caller);
    const { lastChange } = wordsOf(data, locale);
    return presentOwners(data, lastChange);
  });

export const action = settingsAction((useCases, caller, typed) => useCases.saveOwners(caller, typed));

export default function Settings() {
  const view = useLoaderData<typeof loader>() as OwnersView;
  const { typed, editing, change } = useSettings("owners", view);
  return <OwnersPage view={view} typed={typed} editing={editing} onChange={change} />;
}
