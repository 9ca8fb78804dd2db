import { HttpError } from "../../platform/http/error.ts";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError, type ConnectorFault } from "../errors.ts";
import type { SqlConfig } from "./config.ts";

/** By the database's own code: SQLSTATE, MySQL's and SQL Server's numbers, tedious' words. */
const faults: Readonly<Record<string, ConnectorFault>> = {
  "28P01": "credentials",
  "28000": "credentials",
  "42501": "rights",
  "3D000": "configuration",
  "57014": "unavailable",
  "25006": "configuration",
  "1045": "credentials",
  "1698": "credentials",
  "1044": "rights",
  "1142": "rights",
  "1143": "rights",
  "1049": "configuration",
  "1969": "unavailable",
  "3024": "unavailable",
  "1792": "configuration",
  "229": "rights",
  "230": "rights",
  "4060": "configuration",
  "18456": "credentials",
  ELOGIN: "credentials",
};
const certificate = /certificate|self.signed|altname|unable to verify|SSL|TLS/i;

/** What a database's error means to the merchant. Its own words come along only where they are about the query. */
export function sqlFault(error: unknown, { host }: SqlConfig, { signal }: ConnectorContext): Error {
  if (signal.aborted) return signal.reason as Error;
  if (error instanceof ConnectorError) return error;
  if (error instanceof HttpError) {
    return error.kind === "refused_address"
      ? new ConnectorError("configuration", `${error.message}.`, { field: "host" })
      : new ConnectorError("unavailable", `${error.message}.`);
  }
  const codes = codesOf(error);
  const fault = codes.map((code) => faults[code]).find((known) => known !== undefined);
  const words = error instanceof Error ? error.message.slice(0, 200) : "";
  switch (fault) {
    case "credentials":
      return new ConnectorError("credentials", `${host} does not accept this user name and password.`);
    case "rights":
      return new ConnectorError("rights", `${host} does not let this user read what the query asks for.`);
    case "unavailable":
      return new ConnectorError("unavailable", `${host} did not finish the query in time.`);
    case "configuration":
      return new ConnectorError("configuration", `${host} refuses: ${words}.`);
    default:
  }
  if (codes.some((code) => /^42/.test(code) || ["1054", "1064", "1146", "102", "207", "208"].includes(code)))
    return new ConnectorError("configuration", `${host} does not understand the query: ${words}.`, {
      field: "levels",
    });
  if (certificate.test(words))
    return new ConnectorError(
      "unavailable",
      `The certificate of ${host} cannot be verified, or it offers no TLS.`,
    );
  return new ConnectorError("unavailable", `${host} cannot be read: the connection failed.`);
}

function codesOf(error: unknown): readonly string[] {
  if (typeof error !== "object" || error === null) return [];
  const { code, errno, number } = error as Readonly<Record<string, unknown>>;
  return [code, errno, number].flatMap((one) =>
    typeof one === "string" || typeof one === "number" ? [String(one)] : [],
  );
}
