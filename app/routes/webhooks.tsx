import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { receiveWebhook } from "../storefront/webhooks/receive.ts";
import { webParts } from "../web-parts.server.ts";

export const action = ({ request }: ActionFunctionArgs) => receiveWebhook(request, webParts.webhooks);
/** Answers 405 to anybody who looks. */
export const loader = ({ request }: LoaderFunctionArgs) => receiveWebhook(request, webParts.webhooks);
