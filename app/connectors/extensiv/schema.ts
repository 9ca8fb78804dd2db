import { z } from "zod";
import { wholeUnits, type Quantity } from "../../inventory/index.ts";
import { name, quantity } from "../shared/fields.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";

/* All names are in lower case: Extensiv answers in two casings, by media type and version. */

const rows = z.array(z.unknown());

/** Lists stand under different names by path and media type. */
export const listAnswer = z
  .object({
    totalresults: z.string().optional(),
    summaries: rows.optional(),
    resourcelist: rows.optional(),
    _embedded: z.record(z.string(), rows).optional(),
  })
  .transform(({ totalresults, summaries, resourcelist, _embedded }, context) => {
    const list = summaries ?? resourcelist ?? Object.values(_embedded ?? {})[0];
    const total = totalresults === undefined ? null : Number(totalresults);
    if (list) return { rows: list, total };
    // HAL leaves an empty list out altogether.
    if (total === 0) return { rows: [], total };
    context.addIssue({ code: "custom", message: "has no list of rows" });
    return z.NEVER;
  });

const itemIdentifier = z.object({ sku: name, id: z.string().nullish() });

/** A summary: one row per SKU, qualifier and facility. */
export const summaryRow = z.object({
  itemidentifier: itemIdentifier,
  facilityid: name,
  onhand: quantity,
  available: quantity,
  allocated: quantity,
  onhold: quantity,
});

export function toLevel(row: z.infer<typeof summaryRow>): ToldLevel {
  return {
    item: row.itemidentifier.sku,
    code: row.facilityid,
    states: told({
      on_hand: row.onhand,
      available: row.available,
      committed: row.allocated,
      unavailable: row.onhold,
    }),
    updatedAt: null,
  };
}

/** A line of what was received and is still there, of one customer at the facility that was asked for. */
export const detailRow = z.object({
  itemidentifier: itemIdentifier,
  facilityid: name,
  onhand: quantity,
  available: quantity,
  isonhold: z.boolean().nullish(),
  quarantined: z.boolean().nullish(),
});

export function toDetailLevel(row: z.infer<typeof detailRow>): ToldLevel {
  return {
    item: row.itemidentifier.sku,
    code: row.facilityid,
    states: told({ on_hand: row.onhand, available: row.available, unavailable: heldIn(row) }),
    updatedAt: null,
  };
}

/** A line is held whole, or not at all. One that does not say is unknown. */
function heldIn({ isonhold, quarantined, onhand }: z.infer<typeof detailRow>): Quantity | undefined {
  if (isonhold === true || quarantined === true) return onhand;
  return isonhold == null && quarantined == null ? undefined : wholeUnits(0);
}

/** What tells a row from the others of its list, whatever its quantities are. */
export const identity = z.object({
  itemidentifier: itemIdentifier,
  facilityid: z.string().nullish(),
  qualifier: z.string().nullish(),
  receiveitemid: z.string().nullish(),
});

export const keyOfRow = z.object({ itemidentifier: itemIdentifier, facilityid: name });

const facilityName = z.string().nullish();
/** A facility, whose number stands in one of three places. */
export const facilityRow = z
  .object({
    id: z.string().nullish(),
    facilityid: z.string().nullish(),
    name: facilityName,
    readonly: z.object({ facilityid: z.string().nullish() }).nullish(),
    facilityidentifier: z.object({ id: z.string().nullish(), name: facilityName }).nullish(),
  })
  .transform((row, context) => {
    const code = row.facilityid ?? row.facilityidentifier?.id ?? row.readonly?.facilityid ?? row.id ?? null;
    if (code !== null) return { code, name: row.name ?? row.facilityidentifier?.name ?? null };
    context.addIssue({ code: "custom", message: "has no id" });
    return z.NEVER;
  });
