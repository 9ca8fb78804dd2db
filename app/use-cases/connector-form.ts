import { describeForm, formValues } from "../connectors/config.ts";
import type { Connector } from "../connectors/contract.ts";
import type { ConnectedRole } from "../inventory/index.ts";
import type { ConnectorCard, ConnectorFormData } from "./contract.ts";

export function cardOf({ id, name, summary, roles, capabilities }: Connector): ConnectorCard {
  return { id, name, summary, roles, capabilities };
}

/** The connector's form with what is stored; a stored secret is only said to be there. */
export function formOf(
  connector: Connector,
  stored: unknown,
  taken: ReadonlySet<ConnectedRole>,
): ConnectorFormData {
  const free = connector.roles.filter((role) => !taken.has(role));
  return {
    connector: cardOf(connector),
    fields: describeForm(connector.config),
    stored: formValues(connector.config, stored),
    states: connector.states,
    contains: connector.contains ?? null,
    roles: [...free, ...connector.roles.filter((role) => taken.has(role))],
  };
}
