import type { LoaderFunctionArgs } from "@remix-run/node";
import { forCaller } from "./shared/page.server.ts";
import { streamed } from "./shared/streamed.ts";

/** Everything that the app knows of the shop, as a file. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, ({ caller, useCases }) =>
    Promise.resolve(streamed(useCases.exportShop(caller), "application/x-ndjson", "inventory-handoff.jsonl")),
  );
