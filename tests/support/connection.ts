import { randomUUID } from "node:crypto";
import { usualSweepHours, type Connection } from "../../app/shops/shop.ts";

/** A connection right after it was made; what a test says of it stands instead. */
export function newConnection(
  own: Pick<Connection, "shop" | "role" | "createdAt"> & Partial<Connection>,
): Connection {
  return {
    ...{ id: randomUUID(), connector: "rest-json", name: own.role.toUpperCase() },
    ...{ pausedAt: null, checkedAt: null, problem: null, sparse: false, warnings: [] },
    sweepEveryHours: usualSweepHours,
    ...own,
  };
}
