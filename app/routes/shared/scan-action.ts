import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { showToast } from "../../ui/frame/toast.ts";
import type { Done, Refused } from "../../use-cases/contract.ts";
import type { PageContext } from "./page.server.ts";
import { textOf } from "./typed-connection.ts";

/** What both pages with a scan on them can be asked: to start it, and to cancel it. Null for anything else. */
export async function scanAction(
  form: FormData,
  { caller, useCases }: PageContext,
): Promise<Done | Refused | null> {
  switch (form.get("intent")) {
    case "scan": {
      const started = await useCases.startScan(caller);
      return started.ok ? { ok: true } : started;
    }
    case "cancel":
      await useCases.cancelScan(caller, textOf(form, "scan"));
      return { ok: true };
    default:
      return null;
  }
}

export interface ScanControl {
  readonly busy: "scan" | "cancel" | null;
  readonly scan: () => void;
  readonly cancel: (scanId: string) => void;
}

/** The buttons of a scan; a refusal is told in a toast. */
export function useScanControl(action: string): ScanControl {
  const fetcher = useFetcher<Done | Refused>();
  const intent = fetcher.formData?.get("intent");
  const problem = fetcher.data && !fetcher.data.ok ? fetcher.data.problem : null;
  useEffect(() => {
    if (problem !== null) showToast(problem, true);
  }, [problem]);
  return {
    busy: intent === "scan" || intent === "cancel" ? intent : null,
    scan: () => fetcher.submit({ intent: "scan" }, { method: "post", action }),
    cancel: (scan) => fetcher.submit({ intent: "cancel", scan }, { method: "post", action }),
  };
}
