import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { presentReport, type ReportPageView } from "../../ui/report/present-report.ts";
import type { Done, Refused, ReportSubject } from "../../use-cases/contract.ts";
import { forCaller } from "./page.server.ts";
import { textOf } from "./typed-connection.ts";

export type ReportAnswer =
  | { readonly asked: "share"; readonly result: { readonly ok: true; readonly address: string } | Refused }
  | { readonly asked: "revoke"; readonly result: Done | Refused };

/** The loader of the report on one kind of subject. */
export const reportLoader =
  (kind: ReportSubject["kind"]) =>
  ({ request, params }: LoaderFunctionArgs): Promise<ReportPageView> =>
    forCaller(request, async ({ caller, useCases, locale }) =>
      presentReport(await useCases.report(caller, { kind, id: params["id"] ?? "" }), locale),
    );

export const reportAction =
  (kind: ReportSubject["kind"]) =>
  ({ request, params }: ActionFunctionArgs): Promise<ReportAnswer> =>
    forCaller(request, async ({ caller, useCases }): Promise<ReportAnswer> => {
      const form = await request.formData();
      if (form.get("intent") === "revoke")
        return { asked: "revoke", result: await useCases.revokeReport(caller, textOf(form, "link")) };
      const subject = { kind, id: params["id"] ?? "" };
      return { asked: "share", result: await useCases.shareReport(caller, subject, textOf(form, "days")) };
    });
