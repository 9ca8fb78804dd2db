import type { ConnectedRole, State } from "../inventory/index.ts";
import type { Capabilities, Connector } from "./contract.ts";

/** A connector as `handoff connectors --json` lists it. */
export interface ConnectorDescription {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly ConnectedRole[];
  readonly capabilities: Capabilities;
  /** What each state contains; a state that is absent is never reported. */
  readonly states: Readonly<Partial<Record<State, string>>>;
}

export function describeConnector({
  id,
  name,
  roles,
  capabilities,
  states,
}: Connector): ConnectorDescription {
  return { id, name, roles, capabilities, states };
}
