/** What of a logger is used here; pino's fits. */
export interface HttpLogger {
  debug(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}
