import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvResponse } from "./shared/csv-response.ts";
import { readSelection } from "./shared/list-wish.ts";
import { forCaller } from "./shared/page.server.ts";

/** What was chosen in the list, as a file. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, ({ caller, useCases }) => {
    const selection = readSelection(new URL(request.url).searchParams);
    return Promise.resolve(csvResponse(useCases.exportCsv(caller, selection), "discrepancies.csv"));
  });
