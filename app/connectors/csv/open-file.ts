import type { Instant } from "../../inventory/index.ts";

export interface OpenFile {
  readonly body: AsyncIterable<Uint8Array>;
  readonly modifiedAt: Instant | null;
  /** How errors name it. */
  readonly name: string;
  /** Sentences for whoever tests the connection. */
  readonly warnings?: readonly string[];
}
