/**
 * The HTTP that a connector sees. `platform/http` is behind it: time and size limits, retries with jitter on 429 and 5xx that
 * honour Retry-After, redaction, and the address guard.
 */
export interface ConnectorHttp {
  /**
   * Sends a request and reads the whole body, up to `maxBytes`. Resolves for every HTTP status that is left after retries;
   * rejects with HttpError (time-out, too large, refused address, connection failed).
   */
  request(request: ConnectorRequest): Promise<ConnectorResponse>;
  /** As `request`, for bodies that are too large to hold: the body arrives in chunks and is never retried once it began. */
  stream(request: ConnectorRequest): Promise<ConnectorStream>;
}

export interface ConnectorRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
  /** Default: the platform's. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** False for a request that must not be repeated. Default: true for GET, false otherwise. */
  readonly retry?: boolean;
  /** A 429 is handed over at once instead of being waited for: the caller waits for everybody who shares its budget. */
  readonly throttledIsAnswer?: boolean;
  /** A message that is led on would arrive elsewhere, or without its content: a redirect is then an HttpError. Default: "follow". */
  readonly redirects?: "follow" | "refuse";
}

export interface ConnectorResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface ConnectorStream {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array>;
}
