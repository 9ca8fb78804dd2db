import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PacePage, presentPace, type PaceView } from "../ui/settings/pace-page.tsx";
import { forCaller } from "./shared/page.server.ts";
import { settingsAction, wordsOf } from "./shared/settings.server.ts";
import { useSettings } from "./shared/use-settings.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }): Promise<PaceView> => {
    const data = await useCases.paceSettings(caller);
    const { lastChange, format } = wordsOf(data, locale);
    return presentPace(data, lastChange, format);
  });

export const action = settingsAction((useCases, caller, typed) => useCases.savePace(caller, typed));

export default function Settings() {
  const view = useLoaderData<typeof loader>() as PaceView;
  const { typed, editing, change } = useSettings("pace", view);
  return <PacePage view={view} typed={typed} editing={editing} onChange={change} />;
}
