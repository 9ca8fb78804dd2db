import { csvReport, reportDocument } from "../diagnosis/report/index.ts";
import type { Instant } from "../inventory/index.ts";
import { PublicError } from "../platform/errors.ts";
import type { HandedReportStore } from "../shops/handed-reports.ts";
import type { Caller, DiscrepancyRow, Refused, ReportSubject, ReportUseCases } from "./contract.ts";
import { escalationOf, type EscalationDependencies } from "./escalation.ts";
import { MEMBERS } from "./incidents.ts";
import type { ShopGate } from "./shop-gate.ts";
import type { DiscrepancyViews } from "./views.ts";

const DAY = 24 * 3_600_000;
const LONGEST_DAYS = 90;
const MOST_LINKS = 20;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface ReportDependencies extends EscalationDependencies {
  readonly gate: ShopGate;
  readonly views: DiscrepancyViews;
  readonly handed: HandedReportStore;
  readonly signatures: {
    sign(text: string): string;
    verify(text: string, signature: string): boolean;
  };
  /** Where the app is reached from outside, without a path. */
  readonly origin: string;
  readonly newId: () => string;
  readonly now: () => Instant;
}

export function reportUseCases(dependencies: ReportDependencies): ReportUseCases {
  const { gate, views, handed, signatures, origin, newId, now } = dependencies;
  const addressOf = (id: string, expiresAt: Instant): string => {
    const facts = factsOf(id, expiresAt);
    return `${origin}/report/${facts}~${signatures.sign(facts)}`;
  };
  const reportOf = async ({ shop: domain }: Caller, subject: ReportSubject) => {
    const shop = await gate.shop(domain);
    const rows = await membersOf(views, domain, subject);
    return { shop, report: await escalationOf(shop, rows, now(), dependencies) };
  };
  return {
    async report(caller, subject) {
      const { shop, report } = await reportOf(caller, subject);
      const links = await handed.of(
        caller.shop,
        { subjectKind: subject.kind, subjectId: subject.id },
        MOST_LINKS,
      );
      return {
        ...{ shop, subject, report, person: caller.person },
        now: now(),
        links: links.map(({ id, madeBy, madeAt, expiresAt, revokedAt, opened, lastOpenedAt }) => ({
          ...{ id, madeBy, madeAt, expiresAt, revokedAt, opened, lastOpenedAt },
          address: addressOf(id, expiresAt),
        })),
      };
    },
    async shareReport(caller, subject, days) {
      const length = Number(days);
      if (!Number.isInteger(length) || length < 1 || length > LONGEST_DAYS)
        return refused(null, { days: `Give a number of days from 1 to ${LONGEST_DAYS}.` });
      const { report } = await reportOf(caller, subject);
      if (!report) return refused("There is nothing to report any more.");
      const [id, madeAt] = [newId(), now()];
      const expiresAt = wholeSecond(madeAt + length * DAY);
      await handed.add({
        ...{ id, shop: caller.shop, madeAt, expiresAt, madeBy: caller.person },
        ...{ subjectKind: subject.kind, subjectId: subject.id },
        document: reportDocument(report),
        csv: csvReport(report),
      });
      return { ok: true, address: addressOf(id, expiresAt) };
    },
    async revokeReport({ shop }, id) {
      await gate.shop(shop);
      return uuid.test(id) && (await handed.revoke(shop, id, now()))
        ? { ok: true }
        : refused("This link was taken back already.");
    },
    async handedReport(token) {
      const [id = "", expires = "", ...signature] = token.split("~");
      // Nothing is looked up for what we did not sign.
      if (!signatures.verify(`${id}~${expires}`, signature.join("~"))) return null;
      if (!uuid.test(id) || Number(expires) * 1_000 <= now()) return null;
      return handed.open(id, now());
    },
  };
}

/** A discrepancy stands first in its own report, with those of the same incident after it. */
async function membersOf(
  views: DiscrepancyViews,
  shop: string,
  { kind, id }: ReportSubject,
): Promise<readonly DiscrepancyRow[]> {
  if (kind === "incident") {
    if (!(await views.incident(shop, id)))
      throw new PublicError("This incident does not exist any more.", 404);
    return (await views.members(shop, id, MEMBERS)).rows;
  }
  const one = await views.one(shop, id);
  if (!one) throw new PublicError("This discrepancy does not exist any more.", 404);
  const { incidentId } = one.discrepancy;
  const others = incidentId === null ? [] : (await views.members(shop, incidentId, MEMBERS)).rows;
  return [one, ...others.filter(({ discrepancy }) => discrepancy.id !== id)];
}

function factsOf(id: string, expiresAt: Instant): string {
  return `${id}~${Math.floor(expiresAt / 1_000)}`;
}

function wholeSecond(at: Instant): Instant {
  return Math.floor(at / 1_000) * 1_000;
}

function refused(problem: string | null, fields: Readonly<Record<string, string>> = {}): Refused {
  return { ok: false, problem, fields };
}
