import type { HeadersFunction } from "@remix-run/node";
import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { ProblemPage } from "../../ui/frame/problem-page.tsx";

/** Shopify's headers that let App Bridge renew a token have to survive every page. */
export const headers: HeadersFunction = (args) => boundary.headers(args);

export function ErrorBoundary() {
  const error = useRouteError();
  const { revalidate } = useRevalidator();
  const problem = isRouteErrorResponse(error) ? problemOf(error.data) : null;
  // What is left of the responses comes from Shopify's package, which knows how to show its own.
  if (isRouteErrorResponse(error) && problem === null && error.status !== 500) return boundary.error(error);
  return <ProblemPage problem={problem} onReload={revalidate} />;
}

function problemOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("problem" in data)) return null;
  return typeof data.problem === "string" ? data.problem : null;
}
