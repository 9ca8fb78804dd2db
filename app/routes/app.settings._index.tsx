import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { presentSettingsIndex, SettingsPage } from "../ui/settings/settings-page.tsx";
import { forCaller } from "./shared/page.server.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentSettingsIndex(await useCases.settings(caller), locale),
  );

export default function Settings() {
  return <SettingsPage areas={useLoaderData<typeof loader>()} />;
}
