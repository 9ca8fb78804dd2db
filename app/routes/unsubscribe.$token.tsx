import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { UnsubscribePage } from "../ui/notifications/unsubscribe-page.tsx";
import { notificationTexts } from "../ui/texts/notifications.ts";
import { webParts } from "../web-parts.server.ts";

/** Opening the link changes nothing: programs open the links of a mail before its reader does. */
export const loader = async ({ params }: LoaderFunctionArgs) => ({
  channel: await webParts.unsubscribe.look(params["token"] ?? ""),
});

/** Also the one click of a mail program (RFC 8058), which comes without a session and without a page. */
export const action = async ({ params }: ActionFunctionArgs) => ({
  done: await webParts.unsubscribe.leave(params["token"] ?? ""),
});

export const meta: MetaFunction = () => [
  { title: notificationTexts.unsubscribe.title },
  { name: "robots", content: "noindex" },
];

export default function Unsubscribe() {
  const { channel } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <UnsubscribePage channel={channel} done={answer?.done ?? null} />;
}
