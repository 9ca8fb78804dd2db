import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { PublicError } from "../platform/errors.ts";
import { presentBlockResync, presentRequested } from "../ui/product-stock/present-block-resync.ts";
import { forExtension, productOf } from "./shared/extension.server.ts";
import { wishHref } from "./shared/resync-wish.ts";
import { textOf } from "./shared/typed-connection.ts";

/** `?variant=…` or `?product=…` → BlockPreviewView. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forExtension(request, async ({ caller, useCases, locale }) => {
    const wish = wishOf(request);
    return presentBlockResync(await useCases.previewResync(caller, wish), wishHref(wish), locale);
  });

/** The same address, with the preview's `request` as a form → BlockRequestedView, or `{ problem }` with 422. */
export const action = ({ request }: ActionFunctionArgs) =>
  forExtension(request, async ({ caller, useCases }) => {
    const requestId = textOf(await request.formData(), "request");
    const stored = await useCases.requestResync(caller, {
      ...wishOf(request),
      requestId,
      typedKeys: null,
    });
    if (!stored.ok) throw new PublicError(stored.problem ?? "It was refused.", 422);
    return presentRequested(stored.requestId);
  });

function wishOf(request: Request) {
  const subject = { kind: "product", product: productOf(request), locations: null } as const;
  return { subject, route: null, insistence: null };
}
