import type { LoaderFunctionArgs } from "@remix-run/node";
import { forCaller } from "./shared/page.server.ts";
import { streamed } from "./shared/streamed.ts";

/** The audit log as a file. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, ({ caller, useCases }) =>
    Promise.resolve(streamed(useCases.auditCsv(caller), "text/csv", "inventory-handoff-audit.csv")),
  );
