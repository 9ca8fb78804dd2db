import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { HomePage } from "../ui/discrepancies/home-page.tsx";
import { presentHome } from "../ui/discrepancies/present-home.ts";
import { homeAddress, readHomeQuery } from "../use-cases/home-query.ts";
import { listAction } from "./shared/list-action.ts";
import { forCaller } from "./shared/page.server.ts";
import { scanAction, useScanControl } from "./shared/scan-action.ts";
import { useFinder, useMany, useSaving } from "./shared/use-list.ts";
import { useLive } from "./shared/use-live.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

const here = "/app?index";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) => {
    const query = readHomeQuery(new URL(request.url).searchParams);
    return presentHome(await useCases.home(caller, query), query, locale);
  });

export const action = ({ request }: ActionFunctionArgs) =>
  forCaller(request, async (context) => {
    const form = await request.formData();
    if (form.get("intent") !== "dismiss")
      return (await listAction(form, context)) ?? scanAction(form, context);
    await context.useCases.dismissOnboarding(context.caller);
    return null;
  });

export default function Home() {
  const view = useLoaderData<typeof loader>();
  const control = useScanControl(here);
  const dismissal = useFetcher();
  const navigation = useNavigation();
  const navigate = useNavigate();
  const go = (href: string) => navigate(href, { preventScrollReset: true });
  const { query } = view.filter;
  const many = useMany(here, query);
  const saving = useSaving(here, query);
  const finder = useFinder();
  useLive(view.progress !== null);
  const filtering = navigation.state === "loading" && navigation.location.pathname === "/app";
  return (
    <HomePage
      view={dismissal.state === "idle" ? view : { ...view, checklist: null }}
      busy={control.busy ?? (filtering ? "filter" : null)}
      many={many}
      saving={saving}
      finder={finder}
      actions={{
        scan: control.scan,
        cancelScan: control.cancel,
        dismissChecklist: () => dismissal.submit({ intent: "dismiss" }, { method: "post", action: here }),
        query: (asked) => go(homeAddress({ ...asked, after: null })),
        go,
      }}
    />
  );
}
