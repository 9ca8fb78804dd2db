import type { SimulatedShop } from "../simulated-shop.ts";
import { changeLevel } from "../state/change-level.ts";
import type { StoredState } from "../state/quantities.ts";
import type { ItemRecord, LocationRecord } from "../state/records.ts";
import type { Announcement } from "../webhooks/announcer.ts";
import { levelPayload } from "../webhooks/payloads.ts";
import { groupView, type LevelChange } from "./group.ts";
import type { AcceptedWrite } from "./write-log.ts";

export interface PlannedChange {
  readonly item: ItemRecord;
  readonly location: LocationRecord;
  readonly state: StoredState;
  /** What the caller named: `on_hand` is carried out on `available`. */
  readonly named: string;
  readonly delta: number;
  readonly ledgerDocumentUri: string | null;
}

export interface Write {
  readonly mutation: AcceptedWrite["mutation"];
  readonly idempotencyKey: string;
  readonly reason: string;
  readonly referenceDocumentUri: string | null;
  readonly changes: readonly PlannedChange[];
}

/** Carries out a checked write, enters it in the log and tells the app of it. The group is null when nothing changed. */
export function applyWrite(shop: SimulatedShop, write: Write): object | null {
  const at = shop.clock();
  const effective = write.changes.filter((change) => change.delta !== 0);
  const announcements: Announcement[] = [];
  const changes = effective.flatMap((change) => applyChange(shop, change, at, announcements));
  shop.writes.push({
    mutation: write.mutation,
    at,
    idempotencyKey: write.idempotencyKey,
    reason: write.reason,
    referenceDocumentUri: write.referenceDocumentUri,
    changes: effective.map(({ item, location, named, delta }) => ({
      inventoryItemId: item.id,
      locationId: location.id,
      name: named,
      delta,
    })),
  });
  shop.announcer.announce(at, ...announcements);
  if (changes.length === 0) return null;
  const { reason, referenceDocumentUri } = write;
  return groupView({ id: shop.nextGroupId(), createdAt: at, reason, referenceDocumentUri, changes });
}

function applyChange(
  shop: SimulatedShop,
  change: PlannedChange,
  at: Date,
  announcements: Announcement[],
): LevelChange[] {
  const { item, location, state, delta, ledgerDocumentUri } = change;
  const isNew = !item.levels.has(location.id);
  const level = shop.state.levelOrNew(item, location, at);
  changeLevel(level, { [state]: delta }, at);
  const payload = levelPayload(level);
  if (isNew) announcements.push({ topic: "inventory_levels/connect", payload });
  if (state === "available") announcements.push({ topic: "inventory_levels/update", payload });
  const written = { level, name: state, delta, ledgerDocumentUri };
  // Every state but incoming is a part of on_hand, which follows it.
  return state === "incoming"
    ? [written]
    : [written, { level, name: "on_hand", delta, ledgerDocumentUri: null }];
}
