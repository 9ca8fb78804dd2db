import type { Call } from "../graphql/call.ts";
import { requireScope } from "../graphql/call.ts";
import type { LevelRecord } from "../state/records.ts";
import { appView } from "../views/app-installation.ts";
import { InventoryItemView } from "../views/inventory-item.ts";
import { LocationView } from "../views/location.ts";

export interface LevelChange {
  readonly level: LevelRecord;
  readonly name: string;
  readonly delta: number;
  readonly ledgerDocumentUri: string | null;
}

export interface GroupOf {
  readonly id: string;
  readonly createdAt: Date;
  readonly reason: string;
  readonly referenceDocumentUri: string | null;
  readonly changes: readonly LevelChange[];
}

interface ChangesArgs {
  readonly inventoryItemIds?: readonly string[] | null;
  readonly locationIds?: readonly string[] | null;
  readonly quantityNames?: readonly string[] | null;
}

/** An inventory adjustment group, seen only in the answer to its mutation. */
export function groupView(group: GroupOf): object {
  return {
    __typename: "InventoryAdjustmentGroup",
    id: group.id,
    createdAt: group.createdAt.toISOString(),
    reason: group.reason,
    referenceDocumentUri: group.referenceDocumentUri,
    app: (_args: unknown, call: Call) => appView(call),
    staffMember: (_args: unknown, call: Call) => {
      requireScope(call, "read_users", "staffMember");
      // An app's write has no staff member.
      return null;
    },
    changes: (args: ChangesArgs) => group.changes.filter((change) => isWanted(change, args)).map(changeView),
  };
}

const isWanted = ({ level, name }: LevelChange, args: ChangesArgs): boolean =>
  (args.inventoryItemIds?.includes(level.item.id) ?? true) &&
  (args.locationIds?.includes(level.location.id) ?? true) &&
  (args.quantityNames?.includes(name) ?? true);

const changeView = ({ level, name, delta, ledgerDocumentUri }: LevelChange): object => ({
  name,
  delta,
  quantityAfterChange: null,
  ledgerDocumentUri,
  item: new InventoryItemView(level.item),
  location: new LocationView(level.location),
});
