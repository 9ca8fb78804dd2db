import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { SnoozingPage, presentSnoozing, type SnoozingView } from "../ui/settings/snoozing-page.tsx";
import { forCaller } from "./shared/page.server.ts";
import { settingsAction, wordsOf } from "./shared/settings.server.ts";
import { useSettings } from "./shared/use-settings.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }): Promise<SnoozingView> => {
    const data = await useCases.snoozeSettings(caller);
    const { lastChange } = wordsOf(data, locale);
    return presentSnoozing(data, lastChange);
  });

export const action = settingsAction((useCases, caller, typed) => useCases.saveSnoozeRules(caller, typed));

export default function Settings() {
  const view = useLoaderData<typeof loader>() as SnoozingView;
  const { typed, editing, change } = useSettings("snoozing", view);
  return <SnoozingPage view={view} typed={typed} editing={editing} onChange={change} />;
}
