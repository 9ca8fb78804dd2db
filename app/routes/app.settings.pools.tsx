import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { PoolsPage } from "../ui/settings/pools-page.tsx";
import { presentPools, type PoolsView } from "../ui/settings/pools-view.ts";
import { forCaller } from "./shared/page.server.ts";
import { settingsAction, wordsOf } from "./shared/settings.server.ts";
import { useSettings } from "./shared/use-settings.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }): Promise<PoolsView> => {
    const data = await useCases.poolSettings(caller, new URL(request.url).searchParams.get("rows"));
    return presentPools(data, wordsOf(data, locale).lastChange);
  });

export const action = settingsAction((useCases, caller, typed) => useCases.savePools(caller, typed));

export default function PoolSettings() {
  const view = useLoaderData<typeof loader>() as PoolsView;
  const { typed, editing, change } = useSettings("pools", view);
  const [, setSearch] = useSearchParams();
  return (
    <PoolsPage
      view={view}
      typed={typed}
      editing={editing}
      onChange={change}
      onSample={(rows) => setSearch({ rows }, { preventScrollReset: true, replace: true })}
    />
  );
}
