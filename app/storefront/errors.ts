export type StorefrontFault =
  /** No offline session: the app is not, or no longer, installed. */
  | "not_installed"
  /** Shopify refuses our tokens; a person of the shop must open the app once. */
  | "token_revoked"
  /** The app lacks a scope for this. */
  | "rights"
  /** Shopify asked us to slow down, or too much of ours was waiting, for longer than we wait. */
  | "throttled"
  /** Shopify could not be reached or failed on its side. */
  | "unavailable"
  /** One request asked for more than Shopify computes at once. */
  | "too_expensive"
  /** A bulk operation was cancelled, failed, expired or never got a free slot. */
  | "bulk_failed"
  /** The answer was not what Shopify documents, or Shopify refused the question itself. */
  | "unreadable";

/** What went wrong at Shopify, told in a sentence for the merchant. Carries no token and no body of an answer. */
export class StorefrontError extends Error {
  override readonly name: string = "StorefrontError";
  readonly fault: StorefrontFault;
  /** Of an answer that was no success; null where none came, or one that says something else. */
  readonly status: number | null;

  constructor(
    fault: StorefrontFault,
    message: string,
    options?: { readonly cause?: unknown; readonly status?: number },
  ) {
    super(message, options);
    this.fault = fault;
    this.status = options?.status ?? null;
  }
}

/** The shop has no offline session. */
export class NotInstalled extends StorefrontError {
  override readonly name = "NotInstalled";

  constructor(shop: string) {
    super("not_installed", `The app is not installed in ${shop}.`);
  }
}

/** The shop's tokens no longer work and only a visit by one of its people brings new ones. */
export class TokenRevoked extends StorefrontError {
  override readonly name = "TokenRevoked";

  constructor(shop: string, options?: { cause: unknown }) {
    super(
      "token_revoked",
      `Shopify no longer accepts this app's access to ${shop}. Open the app in Shopify admin once to renew it.`,
      options,
    );
  }
}
