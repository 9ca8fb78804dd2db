import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { DocumentPage } from "../ui/document/document-page.tsx";
import { presentMapDocument } from "../ui/map/present-document.ts";
import { forCaller } from "./shared/page.server.ts";

export { ErrorBoundary, headers } from "./shared/boundary.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases }) => presentMapDocument(await useCases.handoffMap(caller)));

export default function HandoffMapDocument() {
  return <DocumentPage {...useLoaderData<typeof loader>()} />;
}
