/** What Tryton answers with status 200: `error: [type, args]`. */
export class TrytonError extends Error {
  override readonly name = "TrytonError";
  readonly detail: unknown;

  constructor(message: string, detail: unknown = "") {
    super(message);
    this.detail = detail;
  }
}

export function userError(message: string): TrytonError {
  return new TrytonError("UserError", [message, "", null]);
}
