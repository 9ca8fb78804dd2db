import type { Instant } from "../inventory/index.ts";
import type {
  Call,
  FreshLook,
  ResyncShop,
  ResyncStore,
  Runner,
  StorefrontWriter,
  UpstreamAsker,
} from "./ports.ts";
import type { ResyncRequest } from "./request.ts";
import type { Row, RowIn } from "./row.ts";

export interface ResyncDependencies {
  readonly store: ResyncStore;
  readonly look: FreshLook;
  readonly writer: StorefrontWriter;
  readonly asker: UpstreamAsker;
  readonly shopOf: (shop: string) => Promise<ResyncShop>;
  readonly newId: () => string;
  readonly now: () => Instant;
}

/** What one runner needs while it holds a request. */
export interface Running {
  readonly runner: Runner;
  readonly request: ResyncRequest;
  readonly shop: ResyncShop;
  readonly dependencies: ResyncDependencies;
  readonly signal: AbortSignal;
}

/** The rows that still stand in this call. */
export function standingIn(call: Call, rows: ReadonlyMap<string, Row>): readonly RowIn<"sending">[] {
  return call.lines.flatMap(({ rowId }) => {
    const row = rows.get(rowId);
    return row?.state === "sending" && row.writeId === call.id ? [row] : [];
  });
}
