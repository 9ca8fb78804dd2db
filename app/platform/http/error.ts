/** Why no answer was had. An HTTP status, whatever it is, is an answer and not an HttpError. */
export type HttpErrorKind =
  | "timeout"
  | "too_large"
  /** The guard does not let the app connect there. */
  | "refused_address"
  /** No such host, connection refused or cut. */
  | "connection"
  | "tls"
  /** Too many redirects, or one that may not be followed. */
  | "redirect";

/** Told in a sentence that names the host and never a path's query, a header or a body. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly kind: HttpErrorKind;

  constructor(kind: HttpErrorKind, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}
