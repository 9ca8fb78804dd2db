import type { LoaderFunctionArgs } from "@remix-run/node";
import { csvResponse } from "./shared/csv-response.ts";
import { forCaller } from "./shared/page.server.ts";

/** The audit log as a file, streamed. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, ({ caller, useCases }) =>
    Promise.resolve(csvResponse(useCases.auditCsv(caller), "inventory-handoff-audit.csv")),
  );
