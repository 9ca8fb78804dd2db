import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { markdownOf } from "../diagnosis/document/index.ts";
import { HandedNothing, HandedPage } from "../ui/report/handed-page.tsx";
import { webParts } from "../web-parts.server.ts";

/** For whoever has a signed link: no session, no cookie, no script, and nothing that a search engine keeps. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const report = await webParts.useCases.handedReport(params["token"] ?? "");
  if (!report) return page(<HandedNothing />, 404);
  switch (new URL(request.url).searchParams.get("as")) {
    case "md":
      return file(markdownOf(report.document), "text/markdown", "report.md");
    case "csv":
      return file(report.csv, "text/csv", "report.csv");
    default:
      return page(<HandedPage report={report} />, 200);
  }
}

const guarded = {
  "cache-control": "no-store, private",
  "x-robots-tag": "noindex, nofollow, noarchive",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

function page(element: ReactElement, status: number): Response {
  return new Response(`<!doctype html>${renderToStaticMarkup(element)}`, {
    status,
    headers: { ...guarded, "content-type": "text/html; charset=utf-8" },
  });
}

function file(text: string, type: string, name: string): Response {
  return new Response(text, {
    headers: {
      ...guarded,
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}
