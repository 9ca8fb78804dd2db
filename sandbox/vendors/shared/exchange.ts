import type { IncomingHttpHeaders } from "node:http";

/** A request as the vendor sees it. */
export interface VendorRequest {
  readonly method: string;
  /** Decoded nowhere: as it stood in the request line. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Requests that were being answered when this one came, itself included. */
  readonly atOnce: number;
}

export interface Answer {
  readonly status: number;
  /** A list goes out as so many headers of that name. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Text goes out as it is, with the content type in `headers`; anything else as JSON. */
  readonly body: unknown;
  /** The vendor's limit refused it. */
  readonly throttled?: boolean;
}

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers, body };
}

export function html(status: number, title: string): Answer {
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}

export function sendsJson(request: VendorRequest): boolean {
  return /^application\/(json|[\w.+-]+\+json)\b/i.test(request.headers["content-type"] ?? "");
}

/** The object in a JSON body, or null where there is none. */
export function jsonBody(request: VendorRequest): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(request.body);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

/** The first name in the query that is not among the known ones, or null. */
export function strangeParameter(query: URLSearchParams, known: readonly string[]): string | null {
  for (const name of query.keys()) if (!known.includes(name)) return name;
  return null;
}

/** A whole number within the bounds, the fallback where nothing is said, or null where it is not one. */
export function wholeIn(text: string | null, fallback: number, low: number, high: number): number | null {
  if (text === null) return fallback;
  if (!/^\d{1,12}$/.test(text)) return null;
  const value = Number(text);
  return value >= low && value <= high ? value : null;
}

export function bearer(request: VendorRequest): string | null {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;
}
