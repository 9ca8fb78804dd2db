/**
 * A refusal that the person may read: one sentence about what is wrong and what to do, and the HTTP status that says the same.
 * Every other error is a fault of ours, whose text stays in the log.
 */
export class PublicError extends Error {
  override readonly name = "PublicError";
  readonly status: number;

  constructor(sentence: string, status = 400, options?: ErrorOptions) {
    super(sentence, options);
    this.status = status;
  }
}

const FAULT = "Something went wrong on our side. Please try again.";

/** What to show for anything that was thrown. */
export function publicFace(error: unknown): { readonly sentence: string; readonly status: number } {
  if (error instanceof PublicError) return { sentence: error.message, status: error.status };
  return { sentence: FAULT, status: 500 };
}
