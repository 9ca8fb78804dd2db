export const connectorFaults = [
  /** The address, a name or a field of the configuration is wrong; the merchant can mend it. */
  "configuration",
  /** The system refused the credentials. */
  "credentials",
  /** The credentials are good but lack a right. */
  "rights",
  /** The system could not be reached, timed out or failed on its side. */
  "unavailable",
  /** The system asks us to slow down and did so for longer than we wait. */
  "throttled",
  /** The answer was not what this kind of system answers (HTML, cut-off JSON, wrong types, too large). */
  "unreadable",
  "not_found",
] as const;
export type ConnectorFault = (typeof connectorFaults)[number];

/** What an outside system did, told in a sentence a merchant can act on. Carries no secret and no body of an answer. */
export class ConnectorError extends Error {
  override readonly name = "ConnectorError";
  readonly fault: ConnectorFault;
  /** Name of the configuration field to mend, where there is one. */
  readonly field: string | null;

  constructor(fault: ConnectorFault, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.fault = fault;
    this.field = options.field ?? null;
  }
}
