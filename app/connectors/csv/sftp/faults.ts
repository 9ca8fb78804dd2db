import { HttpError } from "../../../platform/http/error.ts";
import type { ConnectorContext } from "../../contract.ts";
import { ConnectorError } from "../../errors.ts";
import type { SftpSource } from "./config.ts";

export class SilentHost extends Error {}

/** Status codes of SFTP version 3. */
const status = { noSuchFile: 2, permissionDenied: 3 } as const;

/** What went wrong at an SFTP server, in the merchant's words. */
export function sftpFault(
  error: unknown,
  { host, path, signIn }: SftpSource,
  { signal }: ConnectorContext,
): Error {
  if (signal.aborted) return signal.reason as Error;
  if (error instanceof ConnectorError) return error;
  if (error instanceof HttpError) {
    return error.kind === "refused_address"
      ? new ConnectorError("configuration", `${error.message}.`, { field: "source.host" })
      : new ConnectorError("unavailable", `${error.message}.`);
  }
  const { level, code, message } = partsOf(error);
  if (error instanceof SilentHost || level === "client-timeout")
    return new ConnectorError("unavailable", `${host} did not answer in time.`);
  if (level === "client-authentication") {
    const what = signIn.method === "key" ? "key" : "password";
    return new ConnectorError("credentials", `${host} does not accept this user name and ${what}.`);
  }
  if (code === status.noSuchFile)
    return new ConnectorError("not_found", `${host} has no file ${path}.`, { field: "source.path" });
  if (code === status.permissionDenied)
    return new ConnectorError("rights", `${host} does not let this user read ${path}.`);
  if (/no matching/i.test(message))
    return new ConnectorError(
      "unavailable",
      `${host} offers no encryption that is held to be safe today; its operator has to renew it.`,
    );
  if (/subsystem|channel open|unable to (start|open)/i.test(message))
    return new ConnectorError("unavailable", `${host} lets the user in and offers no SFTP.`);
  if (/identification|protocol version/i.test(message))
    return new ConnectorError("unreadable", `${host} does not speak SSH at this port.`, {
      field: "source.port",
    });
  if (/before handshake/i.test(message))
    return new ConnectorError(
      "unavailable",
      `${host} ended the connection before it showed a key. Is this the port of its SFTP?`,
    );
  return new ConnectorError("unavailable", `${host} cannot be read: the connection was cut.`);
}

function partsOf(error: unknown) {
  const { level, code, message } = Object(error) as Readonly<Record<string, unknown>>;
  return { level, code, message: typeof message === "string" ? message : "" };
}
