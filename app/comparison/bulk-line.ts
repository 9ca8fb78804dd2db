import {
  isState,
  parseInstant,
  parseQuantity,
  QuantityError,
  type Instant,
  type Quantity,
  type State,
  type States,
} from "../inventory/index.ts";

/** One line of Shopify's bulk-operation JSONL, understood in full. This is the exact and slow way; see bulk-shape.ts for the fast one. */
export type BulkLine = BulkItem | BulkLevel | BulkFault;

export interface BulkItem {
  readonly kind: "item";
  readonly id: string;
  readonly sku: string | null;
  /** Null where the line does not say. */
  readonly tracked: boolean | null;
  readonly duplicateSkuCount: number;
}

export interface BulkLevel {
  readonly kind: "level";
  readonly itemId: string;
  readonly locationId: string;
  readonly isActive: boolean;
  readonly states: States;
  readonly updatedAt: Instant | null;
}

/** `key` says which level it would have been, when that much could be read. */
export interface BulkFault {
  readonly kind: "fault";
  readonly field: string | null;
  readonly reason: string;
  readonly key: { readonly itemId: string; readonly locationId: string } | null;
}

export function parseBulkLine(text: string): BulkLine {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return fault(null, "the line is not JSON");
  }
  if (!isRecord(line)) return fault(null, "the line is not a JSON object");
  const id = line["id"];
  if (typeof id !== "string") return fault("id", "id is missing");
  if (isItemId(id)) return itemOf(id, line);
  if (id.startsWith("gid://shopify/InventoryLevel/")) return levelOf(line);
  return fault("id", `"${id.slice(0, 60)}" is neither an InventoryItem nor an InventoryLevel`);
}

function isItemId(id: string): boolean {
  return id.startsWith("gid://shopify/InventoryItem/") && id.isWellFormed();
}

function itemOf(id: string, line: Fields): BulkItem | BulkFault {
  const sku = line["sku"] ?? null;
  const tracked = line["tracked"] ?? null;
  const duplicates = line["duplicateSkuCount"] ?? 0;
  if (sku !== null && (typeof sku !== "string" || !sku.isWellFormed()))
    return fault("sku", "sku is not text");
  if (tracked !== null && typeof tracked !== "boolean")
    return fault("tracked", "tracked is neither true nor false");
  if (typeof duplicates !== "number") return fault("duplicateSkuCount", "duplicateSkuCount is not a number");
  return { kind: "item", id, sku: sku === "" ? null : sku, tracked, duplicateSkuCount: duplicates };
}

function levelOf(line: Fields): BulkLevel | BulkFault {
  const itemId = line["__parentId"];
  if (typeof itemId !== "string" || !isItemId(itemId))
    return fault("__parentId", "__parentId is no InventoryItem");
  const location = line["location"];
  const locationId = isRecord(location) ? location["id"] : undefined;
  if (typeof locationId !== "string") return fault("location", "location.id is missing");
  const key = { itemId, locationId };
  const isActive = line["isActive"] ?? true;
  if (typeof isActive !== "boolean") return fault("isActive", "isActive is neither true nor false", key);
  const updatedAt = instantOf(line["updatedAt"]);
  if (updatedAt === undefined) return fault("updatedAt", "updatedAt is not a time", key);
  const states = statesOf(line["quantities"]);
  if (typeof states === "string") return fault("quantities", states, key);
  return { kind: "level", ...key, isActive, states, updatedAt };
}

function statesOf(quantities: unknown): States | string {
  const found: Partial<Record<State, Quantity>> = {};
  if (quantities === undefined || quantities === null) return found;
  if (!Array.isArray(quantities)) return "quantities is not a list";
  for (const entry of quantities as readonly unknown[]) {
    if (!isRecord(entry) || typeof entry["name"] !== "string") return "an entry of quantities has no name";
    const { name, quantity } = entry as { name: string; quantity?: unknown };
    if (!isState(name) || quantity === null || quantity === undefined) continue;
    if (typeof quantity !== "number") return `${name} is not a number`;
    if (name in found) return `${name} stands there twice`;
    try {
      found[name] = parseQuantity(quantity);
    } catch (error) {
      if (error instanceof QuantityError) return `${name}: ${error.message}`;
      throw error;
    }
  }
  return found;
}

/** Undefined where it is no time. */
function instantOf(value: unknown): Instant | null | undefined {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? (parseInstant(value) ?? undefined) : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fault(field: string | null, reason: string, key: BulkFault["key"] = null): BulkFault {
  return { kind: "fault", field, reason, key };
}
