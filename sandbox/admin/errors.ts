/** What the admin refuses, with the sentence for the person and the status of the answer. */
export class AdminRefusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
