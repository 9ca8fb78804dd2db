import type { Connection } from "../../shops/shop.ts";
import { formatFor, type Format } from "../format.ts";
import { connectionTexts } from "../texts/connections.ts";
import { systemNames } from "../texts/systems.ts";
import type { ConnectionRow, ConnectionsData } from "../../use-cases/contract.ts";
import type { ConnectionRowView, ConnectionsView, HealthView } from "./view.ts";

const texts = connectionTexts.list;

export function presentConnections(
  { shop, now, connections }: ConnectionsData,
  locale: string,
): ConnectionsView {
  const format = formatFor({ ...shop, locale, now });
  return { rows: connections.map((row) => presentConnectionRow(row, format)) };
}

export function presentHealth({ pausedAt, problem, checkedAt }: Connection): HealthView {
  const { health } = connectionTexts;
  if (pausedAt !== null) return { label: health.paused, tone: "plain" };
  if (problem !== null) return { label: health.problem, tone: "critical" };
  if (checkedAt === null) return { label: health.unread, tone: "attention" };
  return { label: health.healthy, tone: "success" };
}

/** "2:04 PM GMT+5:45, 4 minutes ago, 2,000 rows" */
export function lastReadText({ lastReading }: ConnectionRow, format: Format): string {
  if (lastReading === null) return texts.never;
  const at = lastReading.to ?? lastReading.from;
  const rows = texts.rows(format.count(lastReading.rows));
  return at === null ? rows : `${format.clock(at)}, ${format.ago(at)}, ${rows}`;
}

/** A connection that failed again and again is not asked for a while. */
export function leftAloneText({ circuit }: ConnectionRow, format: Format): string | null {
  if (circuit === null) return null;
  const { failures, retryAt } = circuit;
  if (retryAt === null) return texts.failing(format.count(failures), failures === 1);
  return texts.leftAlone(format.count(failures), format.clock(retryAt), format.ago(retryAt));
}

function presentConnectionRow(row: ConnectionRow, format: Format): ConnectionRowView {
  const { connection, connectorName, mappedCodes, knownCodes, holdsStock } = row;
  return {
    id: connection.id,
    href: `/app/connections/${connection.id}`,
    name: connection.name,
    connector: connectorName,
    role: holdsStock
      ? systemNames[connection.role]
      : connectionTexts.middleware(systemNames[connection.role]),
    health: presentHealth(connection),
    problem: connection.problem,
    leftAlone: leftAloneText(row, format),
    lastRead: holdsStock ? lastReadText(row, format) : texts.neverSwept,
    codes: !holdsStock
      ? texts.noStock
      : knownCodes === 0
        ? texts.noCodes
        : texts.codesOf(format.count(mappedCodes), format.count(knownCodes)),
  };
}
