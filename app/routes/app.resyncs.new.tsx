import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { NewResyncPage } from "../ui/resyncs/new-resync-page.tsx";
import { presentPreview } from "../ui/resyncs/present-preview.ts";
import type { Refused } from "../use-cases/contract.ts";
import { forCaller } from "./shared/page.server.ts";
import { readWish, wishHref } from "./shared/resync-wish.ts";
import { textOf } from "./shared/typed-connection.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentPreview(await useCases.previewResync(caller, readWish(new URL(request.url).searchParams)), locale),
  );

export const action = ({ request }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }): Promise<Refused> => {
    const form = await request.formData();
    const wish = readWish(new URLSearchParams(textOf(form, "wish")));
    const stored = await useCases.requestResync(caller, {
      ...wish,
      requestId: textOf(form, "request"),
      typedKeys: form.has("typed") ? textOf(form, "typed") : null,
    });
    if (!stored.ok) return stored;
    throw redirect(`/app/resyncs/${stored.requestId}`);
  });

export default function NewResync() {
  const view = useLoaderData<typeof loader>();
  const fetcher = useFetcher<Refused>();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const { subject, requestId, typed: toType } = view;
  const hrefFor = (route: string, insistence: string) =>
    wishHref({
      subject,
      route: route === "ask" || route === "set" ? route : null,
      insistence: insistence.trim() === "" ? null : insistence.trim(),
    });
  const previewing = navigation.state === "loading" && navigation.location.pathname === "/app/resyncs/new";
  return (
    <NewResyncPage
      view={view}
      busy={fetcher.state !== "idle" ? "confirm" : previewing ? "preview" : null}
      problem={fetcher.data?.problem ?? null}
      fields={fetcher.data?.fields ?? {}}
      onPreview={({ route, insistence }) => navigate(hrefFor(route, insistence), { replace: true })}
      onConfirm={(typed) => {
        const wish = hrefFor(view.route, view.insistence).split("?")[1] ?? "";
        const filled = { wish, request: requestId };
        fetcher.submit(toType === null ? filled : { ...filled, typed }, { method: "post" });
      }}
    />
  );
}
