import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import { showToast } from "../ui/frame/toast.ts";
import type { ChannelAction } from "../ui/notifications/channel-card.tsx";
import { NotificationsPage } from "../ui/notifications/notifications-page.tsx";
import { presentNotifications } from "../ui/notifications/present-notifications.ts";
import { readChannelForm } from "../ui/notifications/read-channel-form.ts";
import { notificationTexts as texts } from "../ui/texts/notifications.ts";
import type { Done, Refused } from "../use-cases/contract.ts";
import { forCaller } from "./shared/page.server.ts";
import { textOf } from "./shared/typed-connection.ts";
import { useLive } from "./shared/use-live.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

type Intent = "save" | ChannelAction;

interface Answer {
  readonly intent: Intent;
  readonly result: Done | Refused;
}

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) =>
    presentNotifications(await useCases.notifications(caller), locale),
  );

export const action = ({ request }: ActionFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }): Promise<Answer> => {
    const form = await request.formData();
    const id = textOf(form, "id");
    switch (form.get("intent")) {
      case "test":
        return { intent: "test", result: await useCases.testChannel(caller, id) };
      case "on":
        return { intent: "on", result: await useCases.switchChannel(caller, id, true) };
      case "off":
        return { intent: "off", result: await useCases.switchChannel(caller, id, false) };
      case "remove":
        return { intent: "remove", result: await useCases.removeChannel(caller, id) };
      default:
        return { intent: "save", result: await useCases.saveChannel(caller, readChannelForm(form)) };
    }
  });

const done: Readonly<Record<Intent, string>> = {
  save: texts.saved,
  test: texts.tested,
  on: texts.switched,
  off: texts.switched,
  remove: texts.removed,
};

export default function Notifications() {
  const view = useLoaderData<typeof loader>();
  const fetcher = useFetcher<Answer>();
  const { data, formData } = fetcher;
  const [saved, setSaved] = useState(0);
  useLive(view.underWay);
  useEffect(() => {
    if (!data?.result.ok) return;
    showToast(done[data.intent]);
    if (data.intent === "save") setSaved((count) => count + 1);
  }, [data]);
  const refused = data && !data.result.ok ? data.result : null;
  const intent = formData?.get("intent");
  const id = formData?.get("id");
  return (
    <NotificationsPage
      view={view}
      busy={
        typeof intent === "string"
          ? { intent: intent as Intent, id: typeof id === "string" ? id : null }
          : null
      }
      problem={refused?.problem ?? null}
      fields={refused?.fields ?? {}}
      saved={saved}
      onSave={(typed) =>
        fetcher.submit(
          { ...typed, id: typed.id ?? "", mine: String(typed.mine), intent: "save" },
          { method: "post" },
        )
      }
      onAct={(action, channel) => fetcher.submit({ intent: action, id: channel }, { method: "post" })}
    />
  );
}
