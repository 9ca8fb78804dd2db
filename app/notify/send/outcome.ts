/** What became of one attempt to deliver a message. `why` is a sentence for the merchant. */
export type Outcome =
  | { readonly kind: "sent" }
  /** It certainly did not arrive, and may later. */
  | { readonly kind: "later"; readonly why: string; readonly afterMs?: number }
  /** This message will never arrive there. */
  | { readonly kind: "refused"; readonly why: string }
  /** No message will: the target does not exist any more. */
  | { readonly kind: "gone"; readonly why: string }
  /** It may have arrived. Sending it again could say it twice. */
  | { readonly kind: "unconfirmed"; readonly why: string };
