import type { Answer } from "../shared/exchange.ts";

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
};

/** The error of the REST services. Source: help section 156570709583. */
export function restError(status: number, code: string, detail: string): Answer {
  return {
    status,
    headers: { "content-type": "application/vnd.oracle.resource+json; type=error; charset=UTF-8" },
    body: {
      type: "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5",
      title: titles[status] ?? "Error",
      status,
      "o:errorDetails": [{ detail, "o:errorCode": code }],
    },
  };
}

/** The error of a RESTlet. */
export function restletError(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}
