import { z } from "zod";
import { formatQuantity, type Instant } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent } from "../contract.ts";
import { instant, name, quantity } from "../shared/fields.ts";
import { jsonAt } from "../shared/json.ts";
import { readRows } from "../shared/vendor-rows.ts";
import { apiUrl, getAll, getPage } from "./client.ts";
import { companyId } from "./company.ts";
import type { BusinessCentralConfig } from "./config.ts";
import { analyticsUrl } from "./ledger.ts";
import { noLocation } from "./schema.ts";

const entry = z.object({
  entryNo: name,
  entryType: name,
  documentNo: z.string().nullish(),
  itemNo: name,
  locationCode: z.string().nullish(),
  quantity,
});
const stamped = z.object({ entryNumber: name, lastModifiedDateTime: instant() });

/**
 * Entries of the item ledger since then. One API knows the location and only the day, the other the moment and no location: they are
 * put together by the entry's number.
 */
export async function* readEvents(
  config: BusinessCentralConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const company = await companyId(config, context);
  const ledger = (query: Readonly<Record<string, string>>) =>
    apiUrl(config, `v2.0/companies(${company})/itemLedgerEntries`, query);
  const last = await lastBefore(ledger, since, config, context);
  const moments = readRows(
    await getAll(ledger({ $filter: `entryNumber gt ${last}` }), config, context),
    stamped,
    String,
  ).rows;
  const times = new Map(
    moments.map(({ entryNumber, lastModifiedDateTime }) => [entryNumber, lastModifiedDateTime]),
  );
  let next: string | null = analyticsUrl(config, company, "itemLedgerEntries", {
    $filter: `entryNo gt ${last}`,
  }).href;
  while (next !== null) {
    const page = await getPage(new URL(next), config, context);
    yield readRows(page.rows, entry, String).rows.flatMap((row) =>
      eventOf(row, times.get(row.entryNo) ?? null),
    );
    next = page.next;
  }
}

/** An old entry that was applied since is modified too; only what has a higher number than all untouched ones is new. */
async function lastBefore(
  ledger: (query: Readonly<Record<string, string>>) => URL,
  since: Instant,
  config: BusinessCentralConfig,
  context: ConnectorContext,
): Promise<string> {
  const before = `lastModifiedDateTime lt ${new Date(since).toISOString()}`;
  const query = { $filter: before, $orderby: "entryNumber desc", $top: "1" };
  const { rows } = await getPage(ledger(query), config, context, 1);
  const number = jsonAt(rows[0] ?? null, "entryNumber");
  return typeof number === "string" && /^\d+$/.test(number) ? number : "0";
}

const kinds: Readonly<Record<string, string>> = {
  Purchase: "receipt",
  Sale: "pick",
  "Positive Adjmt.": "adjustment",
  "Negative Adjmt.": "adjustment",
};

function eventOf(row: z.infer<typeof entry>, at: Instant | null): readonly ReportedEvent[] {
  if (at === null || row.quantity === undefined) return [];
  const type = plain(row.entryType);
  const transfer = row.quantity < 0 ? "transfer_out" : "transfer_in";
  return [
    {
      at,
      kind: type === "Transfer" ? transfer : (kinds[type] ?? "adjustment"),
      code: row.locationCode || noLocation,
      item: row.itemNo,
      delta: formatQuantity(row.quantity),
      note: [type, row.documentNo].filter(Boolean).join(" "),
    },
  ];
}

/** "Positive_x0020_Adjmt_x002E_" is "Positive Adjmt." */
export function plain(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
