import { ConnectorError } from "../errors.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import type { VendorAnswer } from "../shared/vendor/call.ts";
import type { OdooConfig } from "./config.ts";

/* Odoo's messages may name hosts and hold tracebacks: only the name of the exception is looked at, and nothing is quoted. */

export function json2Failure(answer: VendorAnswer, url: URL): ConnectorError | null {
  const { status, json } = answer;
  if (status < 400) return null;
  const named = byException(jsonAt(json ?? null, "name"), url);
  if (named) return named;
  if (status === 404 && json === undefined) {
    return new ConnectorError(
      "not_found",
      `${url.host} knows no such database, or is an Odoo before 19, which is asked another way.`,
      { field: "database" },
    );
  }
  if (status === 404) {
    return new ConnectorError("not_found", `${url.host} has no ${modelIn(url)}: is Inventory installed?`);
  }
  return null;
}

/** Failures come with status 200 here. */
export function rpcFailure({ status, json }: VendorAnswer, url: URL): ConnectorError | null {
  const error = status === 200 ? jsonAt(json ?? null, "error") : undefined;
  if (error === undefined || error === null) return null;
  return (
    byException(jsonAt(error, "data.name"), url) ??
    new ConnectorError("unavailable", `${url.host} fails on its own side.`)
  );
}

export function accessDenied({ address }: OdooConfig): ConnectorError {
  return new ConnectorError("credentials", `${new URL(address).host} does not accept this login and key.`);
}

function byException(name: Json | undefined, url: URL): ConnectorError | null {
  const exception = typeof name === "string" ? (name.split(".").at(-1) ?? "") : "";
  switch (exception) {
    case "AccessDenied":
    case "Unauthorized":
    case "SessionExpiredException":
      return new ConnectorError("credentials", `${url.host} does not accept these credentials.`);
    case "AccessError":
    case "Forbidden":
      return new ConnectorError(
        "rights",
        `The user may not read this at ${url.host}: it needs to see products, stock quantities and locations.`,
      );
    case "OperationalError":
      return new ConnectorError("configuration", `${url.host} cannot open this database.`, {
        field: "database",
      });
    case "ValueError":
    case "TypeError":
    case "KeyError":
    case "AttributeError":
      return new UnknownField(url);
    default:
      return null;
  }
}

/** A field or method that this version does not have; Odoo says it with a 500 that is not worth repeating. */
export class UnknownField extends ConnectorError {
  constructor(url: URL) {
    super("configuration", `This version of Odoo at ${url.host} does not know what it was asked for.`);
  }
}

function modelIn(url: URL): string {
  return url.pathname.split("/").at(-2) ?? "such model";
}
