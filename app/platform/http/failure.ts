import { HttpError } from "./error.ts";

const reset = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "ECONNABORTED"]);

const sentences: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no host of this name",
  EAI_AGAIN: "its name could not be looked up just now",
  ECONNREFUSED: "it does not accept connections on this port",
  EHOSTUNREACH: "there is no way to it from here",
  ENETUNREACH: "there is no way to it from here",
};

/** Any failure of a connection as an HttpError; what is one already, or is not about the connection, passes unchanged. */
export function asHttpError(error: unknown, host: string): unknown {
  const known = findHttpError(error);
  if (known) return known;
  const code = codeOf(error);
  if (code === null) return error;
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return new HttpError("timeout", `${host} did not accept a connection in time`, { cause: error });
  }
  if (/CERT|^ERR_TLS|^ERR_SSL|SELF_SIGNED|UNABLE_TO_VERIFY|^EPROTO$/.test(code)) {
    return new HttpError("tls", encryptionSentence(code, host), { cause: error });
  }
  const why = reset.has(code)
    ? "it cut the connection"
    : (sentences[code] ?? `the connection failed (${code})`);
  return new HttpError("connection", `${host} could not be read: ${why}`, { cause: error });
}

function encryptionSentence(code: string, host: string): string {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return `The certificate of ${host} is for another name, so that somebody else may be answering`;
  if (code === "CERT_HAS_EXPIRED") return `The certificate of ${host} has ended`;
  if (/SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/.test(code))
    return `The certificate of ${host} is signed by nobody whom this server trusts`;
  return `The certificate or encryption of ${host} is not in order (${code})`;
}

/** Whether the other side cut the connection, so that asking once more may help. */
export function wasReset(error: unknown): boolean {
  const code = error instanceof HttpError ? codeOf(error.cause) : codeOf(error);
  return code !== null && reset.has(code);
}

function findHttpError(error: unknown): HttpError | null {
  if (error instanceof HttpError) return error;
  if (error instanceof AggregateError)
    return error.errors.map(findHttpError).find((found) => found !== null) ?? null;
  return error instanceof Error && error.cause !== undefined ? findHttpError(error.cause) : null;
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
