import type { Document } from "../diagnosis/document/index.ts";
import type { Instant } from "../inventory/index.ts";

/** A report as somebody outside may read it until it expires or is taken back. */
export interface StoredReport {
  readonly id: string;
  readonly shop: string;
  readonly subjectKind: "incident" | "discrepancy";
  readonly subjectId: string;
  readonly document: Document;
  readonly csv: string;
  readonly madeBy: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
  readonly opened: number;
  readonly lastOpenedAt: Instant | null;
}

export interface HandedReportStore {
  add(report: Omit<StoredReport, "revokedAt" | "opened" | "lastOpenedAt">): Promise<void>;
  /** Without what they say; newest first, at most so many. */
  of(
    shop: string,
    subject: Pick<StoredReport, "subjectKind" | "subjectId">,
    limit: number,
  ): Promise<readonly Omit<StoredReport, "document" | "csv">[]>;
  /** False where it is not this shop's, or was taken back before. */
  revoke(shop: string, id: string, at: Instant): Promise<boolean>;
  /** Of any shop: the caller holds a signed link to it. Counts the visit. Null once it expired or was taken back. */
  open(id: string, at: Instant): Promise<StoredReport | null>;
  forget(expiredBefore: Instant): Promise<void>;
}
