import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { receiveReports } from "../shops/reports/receive.ts";
import { webParts } from "../web-parts.server.ts";

export const action = ({ request, params }: ActionFunctionArgs) =>
  receiveReports(request, params["connection"] ?? "", webParts.reports);
/** Answers 405 to anybody who looks. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  receiveReports(request, params["connection"] ?? "", webParts.reports);
