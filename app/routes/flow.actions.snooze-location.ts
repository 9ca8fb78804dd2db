import type { ActionFunctionArgs } from "@remix-run/node";
import { forFlowStep } from "./shared/flow.server.ts";

export const action = ({ request }: ActionFunctionArgs) =>
  forFlowStep(request, (shop, step, field, useCases) =>
    useCases.snoozeFromFlow(shop, step, {
      location: field("location") ?? "",
      hours: Number(field("hours") ?? Number.NaN),
      note: field("note"),
    }),
  );
