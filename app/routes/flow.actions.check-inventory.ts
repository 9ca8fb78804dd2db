import type { ActionFunctionArgs } from "@remix-run/node";
import { forFlowStep, gidOf } from "./shared/flow.server.ts";

export const action = ({ request }: ActionFunctionArgs) =>
  forFlowStep(request, (shop, step, field, useCases) =>
    useCases.checkFromFlow(shop, step, {
      productId: gidOf("Product", field("product_id")),
      sku: field("sku"),
    }),
  );
