import { HttpError, type HttpErrorKind } from "../../platform/http/error.ts";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError, type ConnectorFault } from "../errors.ts";
import type { ConnectorRequest, ConnectorResponse, ConnectorStream } from "../http.ts";

const faults: Readonly<Record<HttpErrorKind, ConnectorFault>> = {
  timeout: "unavailable",
  too_large: "unreadable",
  refused_address: "configuration",
  connection: "unavailable",
  tls: "unavailable",
  redirect: "configuration",
};

interface Asking extends Omit<ConnectorRequest, "signal"> {
  /** The form's field to mend when the address itself is refused. */
  readonly field: string;
}

/** A whole answer, of any status. Throws ConnectorError where there is none. */
export async function ask(
  context: ConnectorContext,
  { field, ...request }: Asking,
): Promise<ConnectorResponse> {
  const { http, signal } = context;
  return http.request({ ...request, signal }).catch((error: unknown) => fail(error, signal, field));
}

/** A long answer, of any status; errors on the way are ConnectorErrors too. */
export async function askForStream(
  context: ConnectorContext,
  { field, ...request }: Asking,
): Promise<ConnectorStream> {
  const { http, signal } = context;
  const stream = await http
    .stream({ ...request, signal })
    .catch((error: unknown) => fail(error, signal, field));
  return { ...stream, body: translated(stream.body, signal, field) };
}

async function* translated(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  field: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    fail(error, signal, field);
  }
}

function fail(error: unknown, signal: AbortSignal, field: string): never {
  signal.throwIfAborted();
  if (!(error instanceof HttpError)) throw error;
  const fault = faults[error.kind];
  // A certificate that is not the system's own is most often the address's fault.
  const mend = fault === "configuration" || error.kind === "tls" ? { field } : {};
  throw new ConnectorError(fault, `${error.message}.`, { cause: error, ...mend });
}

/** Throws the ConnectorError that a status other than 2xx means. */
export function expectSuccess(
  { status, headers }: Pick<ConnectorResponse, "status" | "headers">,
  url: URL,
): void {
  if (status >= 200 && status < 300) return;
  const place = `${url.host}${url.pathname}`;
  if (status === 401)
    throw new ConnectorError("credentials", `${url.host} does not accept these credentials (401).`);
  if (status === 403) {
    throw new ConnectorError(
      "rights",
      `${place} may not be read with these credentials (403): the account lacks a right.`,
    );
  }
  if (status === 404 || status === 410)
    throw new ConnectorError("not_found", `There is nothing at ${place} (${status}).`);
  if (status === 429) {
    const later = headers.get("retry-after");
    const hint = later && /^\d+$/.test(later) ? ` It asks to wait ${later} seconds.` : "";
    throw new ConnectorError("throttled", `${url.host} wants fewer requests than we need (429).${hint}`);
  }
  if (status >= 500)
    throw new ConnectorError("unavailable", `${url.host} fails on its own side (${status}).`);
  throw new ConnectorError("configuration", `${place} does not understand the request (${status}).`);
}

/** HTML where data should be is nearly always a sign-in page, or a wrong address. */
export function refuseHtml(text: string, headers: Headers, url: URL, expected: string): void {
  const html =
    headers.get("content-type")?.includes("text/html") === true || /^\s*<(!doctype|html)/i.test(text);
  if (!html) return;
  throw new ConnectorError(
    "unreadable",
    `${url.host}${url.pathname} answered with a web page instead of ${expected}. Is the address right?`,
  );
}
