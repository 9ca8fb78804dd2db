import type { Socket } from "node:net";

/**
 * Opens a plain TCP connection for systems that do not speak HTTP (databases, SFTP), behind the same address guard. Rejects with
 * HttpError, or with the signal's reason.
 */
export type Dial = (to: {
  readonly host: string;
  readonly port: number;
  readonly signal: AbortSignal;
}) => Promise<Socket>;
