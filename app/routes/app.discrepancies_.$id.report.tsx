import { reportAction, reportLoader } from "./shared/report.server.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";
export { default } from "./shared/report-route.tsx";

export const loader = reportLoader("discrepancy");
export const action = reportAction("discrepancy");
