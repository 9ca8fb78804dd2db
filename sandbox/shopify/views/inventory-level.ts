import { GraphQLError } from "graphql";
import { legacyId } from "../gid.ts";
import { Connection, type PageArgs } from "../graphql/connection.ts";
import { search } from "../graphql/search.ts";
import { isStoredState, quantityOf } from "../state/quantities.ts";
import type { LevelRecord } from "../state/records.ts";
import { InventoryItemView } from "./inventory-item.ts";
import { LocationView } from "./location.ts";

export interface LevelArgs extends PageArgs {
  readonly includeInactive: boolean;
  readonly query?: string | null;
}

export class InventoryLevelView {
  readonly __typename = "InventoryLevel";
  readonly #level: LevelRecord;

  constructor(level: LevelRecord) {
    this.#level = level;
  }

  get id(): string {
    return this.#level.id;
  }
  get isActive(): boolean {
    return this.#level.active;
  }
  get createdAt(): string {
    return this.#level.createdAt.toISOString();
  }
  get updatedAt(): string {
    return this.#level.updatedAt.toISOString();
  }
  get item(): InventoryItemView {
    return new InventoryItemView(this.#level.item);
  }
  get location(): LocationView {
    return new LocationView(this.#level.location);
  }
  get canDeactivate(): boolean {
    return this.deactivationAlert === null;
  }
  get deactivationAlert(): string | null {
    const busy = (["committed", "incoming"] as const).filter(
      (name) => this.#level.quantities[name].quantity !== 0,
    );
    return busy.length === 0 ? null : `The item has ${busy.join(" and ")} units at this location.`;
  }

  quantities({ names }: { readonly names: readonly string[] }): object[] {
    return names.map((name) => {
      const quantity = quantityOf(this.#level.quantities, name);
      if (quantity === null)
        throw new GraphQLError(`The quantity name ${name} is not valid.`, {
          extensions: { code: "BAD_REQUEST" },
        });
      const updatedAt = isStoredState(name)
        ? (this.#level.quantities[name].updatedAt?.toISOString() ?? null)
        : null;
      return {
        __typename: "InventoryQuantity",
        id: () => quantityGid(this.#level, name),
        name,
        quantity,
        updatedAt,
      };
    });
  }
}

export function levelConnection(
  levels: Iterable<LevelRecord>,
  args: LevelArgs,
): Connection<LevelRecord, InventoryLevelView> {
  const shown = [...levels].filter((level) => args.includeInactive || level.active);
  const found = search(shown, args.query, (level) => ({
    id: legacyId(level.id),
    inventory_item_id: legacyId(level.item.id),
    created_at: level.createdAt,
    updated_at: level.updatedAt,
  }));
  return new Connection(found, args, (level) => new InventoryLevelView(level));
}

export function levelView(
  level: LevelRecord | undefined,
  includeInactive: boolean,
): InventoryLevelView | null {
  return level === undefined || !(level.active || includeInactive) ? null : new InventoryLevelView(level);
}

function quantityGid({ id, item }: LevelRecord, name: string): string {
  return `gid://shopify/InventoryQuantity/${legacyId(id)}?inventory_item_id=${legacyId(item.id)}&name=${name}`;
}
