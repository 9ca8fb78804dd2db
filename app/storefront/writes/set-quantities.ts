import { unitsOf } from "../../inventory/index.ts";
import type { Call, SetAnswer, StorefrontWriter } from "../../resync/ports.ts";
import type { AdminApi } from "../admin-api.ts";
import { SetQuantitiesDocument, type SetQuantitiesMutation } from "../generated/operations.ts";

type Payload = NonNullable<SetQuantitiesMutation["inventorySetQuantities"]>;
type UserError = Payload["userErrors"][number];

/**
 * Sets quantities by compare-and-set under the call's own idempotency key, so that sending it again does nothing again. Shopify
 * writes all lines of a call or none.
 */
export function storefrontWriter(api: AdminApi): StorefrontWriter {
  return {
    async set(shop, call, reference, signal) {
      const { inventorySetQuantities: payload } = await api.run(shop, {
        document: SetQuantitiesDocument,
        variables: { key: call.id, input: inputOf(call, reference) },
        priority: "probe",
        size: call.lines.length,
        signal,
        repeatable: true,
        // A field that we may not read comes as an error beside a write that was made.
        acceptPartial: (data) => data.inventorySetQuantities !== null,
      });
      return payload ? answerOf(payload, call) : { kind: "spent", message: "Shopify gave no result." };
    },
  };
}

function inputOf(call: Call, reference: string) {
  if (call.quantity === null) throw new Error("A call to the storefront says which quantity it sets");
  return {
    name: call.quantity,
    reason: "correction",
    referenceDocumentUri: reference,
    quantities: call.lines.map(({ inventoryItemId, locationId, from, to }) => ({
      inventoryItemId,
      locationId,
      quantity: whole(to),
      changeFromQuantity: whole(from),
    })),
  };
}

function whole(quantity: Call["lines"][number]["to"]): number {
  if (quantity === null || !Number.isInteger(unitsOf(quantity)))
    throw new Error("Only whole, known quantities are sent to the storefront");
  return unitsOf(quantity);
}

function answerOf({ inventoryAdjustmentGroup, userErrors }: Payload, call: Call): SetAnswer {
  const codes = userErrors.map((error) => error.code);
  const message = userErrors.map((error) => error.message).join(" ");
  if (codes.includes("IDEMPOTENCY_CONCURRENT_REQUEST")) return { kind: "busy" };
  if (codes.includes("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED")) return { kind: "spent", message };
  if (userErrors.length > 0) return { kind: "rejected", bad: badLines(userErrors, call), message };
  // Nothing to change is no group and no error.
  return { kind: "applied", changed: inventoryAdjustmentGroup?.changes.length ?? 0 };
}

function badLines(errors: readonly UserError[], call: Call) {
  const bad = new Map<string, { rowId: string; stale: boolean; message: string }>();
  for (const { code, field, message } of errors) {
    const line = call.lines[lineNumber(field)];
    if (!line) continue;
    const before = bad.get(line.rowId);
    // A line that is wrong in another way as well is not mended by reading again.
    const stale = code === "CHANGE_FROM_QUANTITY_STALE" && (before?.stale ?? true);
    bad.set(line.rowId, {
      rowId: line.rowId,
      stale,
      message: stale ? message : (before?.message ?? message),
    });
  }
  return [...bad.values()];
}

/** `["input", "quantities", "3", "quantity"]` */
function lineNumber(field: readonly string[] | null): number {
  const at = field?.indexOf("quantities") ?? -1;
  return at === -1 ? -1 : Number(field?.[at + 1] ?? -1);
}
