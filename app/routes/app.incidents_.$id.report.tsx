import { reportAction, reportLoader } from "./shared/report.server.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";
export { default } from "./shared/report-route.tsx";

export const loader = reportLoader("incident");
export const action = reportAction("incident");
