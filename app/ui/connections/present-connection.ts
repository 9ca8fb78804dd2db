import { formatFor } from "../format.ts";
import { connectionTexts } from "../texts/connections.ts";
import type { ConnectionData } from "../../use-cases/contract.ts";
import { lastReadText, presentHealth } from "./present-connections.ts";
import { presentForm } from "./present-form.ts";
import type { ConnectionView } from "./view.ts";

export function presentConnection(data: ConnectionData, locale: string): ConnectionView {
  const { shop, now, row, form, openDiscrepancies } = data;
  const format = formatFor({ ...shop, locale, now });
  const { connection, connectorName } = row;
  return {
    id: connection.id,
    name: connection.name,
    connector: connectorName,
    health: presentHealth(connection),
    problem: connection.problem,
    paused: connection.pausedAt !== null,
    lastRead: lastReadText(row, format),
    form: presentForm(form, connection),
    openText:
      openDiscrepancies === 0
        ? null
        : connectionTexts.edit.removeOpen(format.count(openDiscrepancies), openDiscrepancies === 1),
  };
}
