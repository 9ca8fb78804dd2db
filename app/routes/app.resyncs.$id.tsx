import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { presentResync } from "../ui/resyncs/present-resync.ts";
import { ResyncPage } from "../ui/resyncs/resync-page.tsx";
import type { Done, Refused } from "../use-cases/contract.ts";
import { forCaller } from "./shared/page.server.ts";
import { textOf } from "./shared/typed-connection.ts";
import { useLive } from "./shared/use-live.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) => ({
    view: presentResync(await useCases.resync(caller, params["id"] ?? ""), locale),
    // Clicked twice, an undo is still one.
    undoId: crypto.randomUUID(),
  }));

export const action = ({ request, params }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }): Promise<Done | Refused | null> => {
    const form = await request.formData();
    const id = params["id"] ?? "";
    switch (form.get("intent")) {
      case "approve":
        return useCases.approveResync(caller, id, textOf(form, "typed"));
      case "cancel":
        await useCases.cancelResync(caller, id);
        return { ok: true };
      case "undo": {
        const undone = await useCases.undoResync(caller, id, textOf(form, "request"));
        if (!undone.ok) return undone;
        throw redirect(`/app/resyncs/${undone.requestId}`);
      }
      default:
        return null;
    }
  });

export default function Resync() {
  const { view, undoId } = useLoaderData<typeof loader>();
  const fetcher = useFetcher<Done | Refused>();
  useLive(view.live);
  const intent = fetcher.formData?.get("intent");
  const refused = fetcher.data && !fetcher.data.ok ? fetcher.data : null;
  return (
    <ResyncPage
      key={view.id}
      view={view}
      busy={intent === "approve" || intent === "cancel" || intent === "undo" ? intent : null}
      problem={refused?.problem ?? refused?.fields["typed"] ?? null}
      onApprove={(typed) => fetcher.submit({ intent: "approve", typed }, { method: "post" })}
      onCancel={() => fetcher.submit({ intent: "cancel" }, { method: "post" })}
      onUndo={() => fetcher.submit({ intent: "undo", request: undoId }, { method: "post" })}
    />
  );
}
