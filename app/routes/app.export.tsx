import type { LoaderFunctionArgs } from "@remix-run/node";
import { readSelection } from "./shared/list-wish.ts";
import { forCaller } from "./shared/page.server.ts";
import { streamed } from "./shared/streamed.ts";

/** What was chosen in the list, as a file. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, ({ caller, useCases }) => {
    const selection = readSelection(new URL(request.url).searchParams);
    return Promise.resolve(streamed(useCases.exportCsv(caller, selection), "text/csv", "discrepancies.csv"));
  });
