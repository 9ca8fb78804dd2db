import type { Document } from "../../diagnosis/document/index.ts";
import type { EscalationReport } from "../../diagnosis/report/index.ts";
import type { Instant } from "../../inventory/index.ts";
import type { Caller, Done, Refused, ShopFacts } from "./shared.ts";

// The escalation report: /app/incidents/$id/report, /app/discrepancies/$id/report, and /report/$token for whoever has a link

export interface ReportUseCases {
  report(caller: Caller, subject: ReportSubject): Promise<ReportData>;
  /** Freezes the report as it is now behind a signed link. `days`: as typed, 1 to 90. */
  shareReport(
    caller: Caller,
    subject: ReportSubject,
    days: string,
  ): Promise<{ readonly ok: true; readonly address: string } | Refused>;
  revokeReport(caller: Caller, id: string): Promise<Done | Refused>;
  /** For anybody. Null for a link that was changed, has ended or was taken back: nobody learns which. */
  handedReport(token: string): Promise<HandedReport | null>;
}

export interface ReportSubject {
  readonly kind: "incident" | "discrepancy";
  readonly id: string;
}

export interface ReportData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly person: string;
  readonly subject: ReportSubject;
  /** Null where nothing lives, or nothing was diagnosed. */
  readonly report: EscalationReport | null;
  /** Newest first. */
  readonly links: readonly ReportLink[];
}

export interface ReportLink {
  readonly id: string;
  readonly address: string;
  readonly madeBy: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
  readonly opened: number;
  readonly lastOpenedAt: Instant | null;
}

export interface HandedReport {
  readonly document: Document;
  readonly csv: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
}
