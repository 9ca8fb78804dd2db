import { z } from "zod";
import { wholeUnits, type Quantity, type ReportedKey } from "../../inventory/index.ts";
import { name, quantity } from "../shared/fields.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";

/** Entries without a location are legal; they need a code of their own. */
export const noLocation = "(none)";

const code = z
  .string()
  .nullish()
  .transform((text) => text || noLocation);

/** A row of each of the sets that make up stock, marked with where it is from. */
export const part = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ledger"), itemNo: name, locationCode: code, remainingQuantity: quantity }),
  z.object({ kind: z.literal("sales"), itemNo: name, locationCode: code, outstandingQtyBase: quantity }),
  z.object({ kind: z.literal("purchases"), itemNo: name, locationCode: code, outstandingQtyBase: quantity }),
]);
export type Part = z.infer<typeof part>;
export type Kind = Part["kind"];

const none = wholeUnits(0);

/** What one row adds to a level. `read`: the sets that could be read; what only another one tells stays unknown. */
export function levelOfPart(row: Part, read: ReadonlySet<Kind>): ToldLevel {
  const sold = read.has("sales");
  const known = row.kind === "ledger" ? row.remainingQuantity : row.outstandingQtyBase;
  const onHand = row.kind === "ledger" ? known : none;
  const committed = row.kind === "sales" ? known : none;
  return {
    item: row.itemNo,
    code: row.locationCode,
    states: told({
      on_hand: onHand,
      available:
        sold && onHand !== undefined && committed !== undefined ? minus(onHand, committed) : undefined,
      committed: sold ? committed : undefined,
      incoming: read.has("purchases") ? (row.kind === "purchases" ? known : none) : undefined,
    }),
    updatedAt: null,
  };
}

function minus(from: Quantity, less: Quantity): Quantity {
  return (from - less) as Quantity;
}

const keyed = z.object({ itemNo: name, locationCode: code });

export function keyOfPart(record: unknown): ReportedKey | null {
  const parsed = keyed.safeParse(record);
  return parsed.success ? { item: parsed.data.itemNo, code: parsed.data.locationCode } : null;
}

/** Documents that promise nothing, or bring goods back. In JSON a name's spaces are written _x0020_. */
const noDemand = /quote|blanket|return|credit/i;

export function isDemand(record: unknown): boolean {
  const { documentType, salesLineDocumentType, purchaseLineDocumentType } = documented.parse(record);
  return ![documentType, salesLineDocumentType, purchaseLineDocumentType].some(
    (type) => typeof type === "string" && noDemand.test(type),
  );
}

const documented = z.object({
  documentType: z.unknown().optional(),
  salesLineDocumentType: z.unknown().optional(),
  purchaseLineDocumentType: z.unknown().optional(),
});
