import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import { useEffect } from "react";
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
  // Two, so that a test of one channel does not take the answer away from the form of another.
  const [saving, acting] = [useFetcher<Answer>(), useFetcher<Answer>()];
  useLive(view.underWay);
  useToast(saving.data);
  useToast(acting.data);
  const saved = saving.data?.result.ok ? saving.data : null;
  const refused = [saving.data, acting.data].flatMap((data) =>
    data && !data.result.ok ? [data.result] : [],
  );
  const formData = saving.formData ?? acting.formData;
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
      problem={refused.find(({ problem }) => problem !== null)?.problem ?? null}
      fields={saving.data && !saving.data.result.ok ? saving.data.result.fields : {}}
      saved={saved}
      onSave={(typed) =>
        saving.submit(
          { ...typed, id: typed.id ?? "", mine: String(typed.mine), intent: "save" },
          { method: "post" },
        )
      }
      onAct={(action, channel) => acting.submit({ intent: action, id: channel }, { method: "post" })}
    />
  );
}

function useToast(data: Answer | undefined): void {
  useEffect(() => {
    if (data?.result.ok) showToast(done[data.intent]);
  }, [data]);
}
