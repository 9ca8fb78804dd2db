import type { SeedProduct, SeedVariant } from "../../contract.ts";
import type { Quantities } from "./quantities.ts";

export interface LocationRecord {
  readonly id: string;
  readonly name: string;
  readonly fulfillsOnlineOrders: boolean;
  readonly fulfillmentService: boolean;
  readonly createdAt: Date;
  active: boolean;
  deactivatedAt: Date | null;
  updatedAt: Date;
}

export interface LevelRecord {
  readonly id: string;
  readonly item: ItemRecord;
  readonly location: LocationRecord;
  readonly createdAt: Date;
  readonly quantities: Quantities;
  active: boolean;
  updatedAt: Date;
}

/** An inventory item and its variant: here every variant has one item and every item one variant. */
export interface ItemRecord {
  readonly id: string;
  readonly seed: SeedVariant;
  /** Within the product, from 1. */
  readonly position: number;
  readonly product: ProductRecord;
  /** By location id. */
  readonly levels: Map<string, LevelRecord>;
  sku: string | null;
  tracked: boolean;
  updatedAt: Date;
}

export interface ProductRecord {
  readonly id: string;
  readonly seed: SeedProduct;
  readonly items: ItemRecord[];
}
