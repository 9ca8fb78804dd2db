import type { Connector } from "./contract.ts";
import { csv } from "./csv/index.ts";
import { restJson } from "./rest-json/index.ts";

/** Every connector there is, in the order in which they are offered. */
export const connectors: readonly Connector[] = [restJson, csv];

export function findConnector(id: string): Connector | undefined {
  return connectors.find((connector) => connector.id === id);
}
