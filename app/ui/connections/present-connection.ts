import type { Capabilities } from "../../connectors/contract.ts";
import { formatFor, type Format } from "../format.ts";
import { connectionTexts } from "../texts/connections.ts";
import type { ConnectionData } from "../../use-cases/contract.ts";
import { lastReadText, leftAloneText, presentHealth } from "./present-connections.ts";
import { presentForm } from "./present-form.ts";
import type { ConnectionView } from "./view.ts";

export function presentConnection(data: ConnectionData, locale: string): ConnectionView {
  const { shop, now, row, form, openDiscrepancies, capabilities, hook } = data;
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
    leftAlone: leftAloneText(row, format),
    warnings: connection.warnings,
    abilities: capabilities === null ? [] : abilitiesOf(capabilities),
    credentials: credentialsOf(data, format),
    hook: hook && {
      address: hook.address,
      last:
        hook.lastMessageAt === null
          ? connectionTexts.hook.never
          : connectionTexts.hook.last(format.moment(hook.lastMessageAt), format.ago(hook.lastMessageAt)),
    },
    openText:
      openDiscrepancies === 0
        ? null
        : connectionTexts.edit.removeOpen(format.count(openDiscrepancies), openDiscrepancies === 1),
  };
}

function abilitiesOf(capabilities: Capabilities): ConnectionView["abilities"] {
  const can = new Map<string, boolean>(Object.entries(capabilities));
  return Object.entries(connectionTexts.abilities).map(([ability, [yes, no]]) => {
    const able = can.get(ability) === true;
    return { can: able, text: able ? yes : no };
  });
}

function credentialsOf(
  { form, tokenUntil, now, row: { circuit } }: ConnectionData,
  format: Format,
): readonly string[] {
  const { credentials: texts } = connectionTexts;
  const secrets = form.stored.storedSecrets.length;
  const refused = circuit?.fault === "credentials" || circuit?.fault === "rights";
  const signedIn = tokenUntil !== null && tokenUntil > now;
  return [
    secrets === 0 ? texts.none : texts.stored(format.count(secrets), secrets === 1),
    ...(refused ? [texts.refused] : []),
    ...(signedIn && !refused ? [texts.signedIn(format.clock(tokenUntil))] : []),
    ...(secrets === 0 ? [] : [texts.rotate]),
  ];
}
