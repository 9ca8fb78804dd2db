/** Input that stops a command, said in one line: file, line and field where they are known. Exit code 2. */
export class BadInput extends Error {
  override readonly name = "BadInput";

  constructor(
    file: string,
    reason: string,
    where: { readonly line?: number | null; readonly field?: string | null } = {},
  ) {
    const line = where.line ? `, line ${where.line}` : "";
    const field = where.field ? `, field ${where.field}` : "";
    super(`${file}${line}${field}: ${reason}`);
  }
}

/** A file that the system does not let us read is bad input; anything else stays what it is. */
export function unreadable(file: string, error: Error): Error {
  const { code } = error as NodeJS.ErrnoException;
  return code?.startsWith("E") ? new BadInput(file, `cannot be read (${code})`) : error;
}
