import { formatInstant, formatQuantity, type Instant } from "../inventory/index.ts";
import type { AuditEntry, AuditLog } from "../resync/audit.ts";
import { treadmill } from "../resync/index.ts";
import type { FixHistory, ResyncSettingsStore } from "../resync/ports.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import { nameOf, type PeopleStore, type Person } from "../shops/people.ts";
import type { AuditUseCases, ResyncSettingsUseCases, TreadmillUseCases } from "./contract.ts";
import { csvLine } from "./csv-line.ts";
import type { ShopGate } from "./shop-gate.ts";

const LOOKED_BACK = 90 * 24 * 60 * 60 * 1_000;
const PAGE = 100;

export interface ResyncReportDependencies {
  readonly gate: ShopGate;
  readonly fixes: FixHistory;
  readonly audit: AuditLog;
  readonly settings: ResyncSettingsStore;
  readonly people: PeopleStore;
  readonly mappings: MappingStore;
  readonly connections: ConnectionStore;
  readonly now: () => Instant;
}

type All = TreadmillUseCases & AuditUseCases & ResyncSettingsUseCases;

export function resyncReports(dependencies: ResyncReportDependencies): All {
  const { gate, fixes, audit, settings, people, mappings, connections, now } = dependencies;
  return {
    async treadmill({ shop: domain }) {
      const shop = await gate.shop(domain);
      const since = now() - LOOKED_BACK;
      const [done, chosen, known, locations] = await Promise.all([
        fixes.fixes(domain, since),
        settings.load(domain),
        people.list(domain),
        mappings.locations(domain),
      ]);
      const { minutesPerFix } = chosen;
      const lines = treadmill(done, minutesPerFix);
      return { shop, now: now(), since, lines, minutesPerFix, people: known, locations };
    },
    async audit({ shop: domain }, before) {
      const shop = await gate.shop(domain);
      const from = before !== null && /^\d{1,18}$/.test(before) ? before : null;
      const [entries, chosen, known, locations] = await Promise.all([
        audit.page(domain, PAGE + 1, from),
        settings.load(domain),
        people.list(domain),
        mappings.locations(domain),
      ]);
      const shown = entries.slice(0, PAGE);
      const next = entries.length > PAGE ? (shown.at(-1)?.id ?? null) : null;
      return {
        shop,
        now: now(),
        entries: shown,
        next,
        keepDays: chosen.auditKeepDays,
        people: known,
        locations,
      };
    },
    async *auditCsv({ shop: domain }) {
      const known = new Map((await people.list(domain)).map((person) => [person.id, person]));
      yield csvLine(csvHeading);
      for await (const batch of audit.all(domain)) yield batch.map((entry) => lineOf(entry, known)).join("");
    },
    async resyncSettings({ shop: domain, person }) {
      const shop = await gate.shop(domain);
      const [chosen, known, own, locations, connected] = await Promise.all([
        settings.load(domain),
        people.list(domain),
        people.find(domain, person),
        mappings.locations(domain),
        connections.list(domain),
      ]);
      return {
        shop,
        now: now(),
        settings: chosen,
        people: known,
        person: own,
        locations,
        connections: connected,
      };
    },
    async saveResyncSettings({ shop: domain }, wanted) {
      const [known, locations] = await Promise.all([people.list(domain), mappings.locations(domain)]);
      const places = new Set(locations.map(({ id }) => id));
      const approvalAboveAt = Object.fromEntries(
        Object.entries(wanted.approvalAboveAt).filter(([locationId]) => places.has(locationId)),
      );
      const approvers = wanted.approvers.filter((id) => known.some((person) => person.id === id));
      await settings.save(domain, { ...wanted, approvalAboveAt, approvers });
      return { ok: true };
    },
    async chooseMyLocations({ shop, person }, wanted) {
      const places = new Set((await mappings.locations(shop)).map(({ id }) => id));
      await people.chooseLocations(
        shop,
        person,
        wanted.filter((id) => places.has(id)),
      );
    },
  };
}

const csvHeading = [
  "at",
  "who",
  "action",
  "system",
  "target",
  "sku",
  "location",
  "quantity",
  "from",
  "to",
  "request",
  "call",
  "answered_at",
  "answer",
];

function lineOf(entry: AuditEntry, people: ReadonlyMap<string, Person>): string {
  const number = (value: AuditEntry["from"]) => (value === null ? "" : formatQuantity(value));
  const cells = [
    formatInstant(entry.at),
    nameOf(people.get(entry.actor), entry.actor),
    entry.action,
    entry.system,
    entry.target,
    entry.sku ?? "",
    entry.locationId ?? "",
    entry.quantity ?? "",
    number(entry.from),
    number(entry.to),
    entry.reference,
    entry.callId,
    entry.answeredAt === null ? "" : formatInstant(entry.answeredAt),
    entry.answer ?? "",
  ];
  return csvLine(cells);
}
