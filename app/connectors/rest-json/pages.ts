import { createHash } from "node:crypto";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import type { Json } from "../shared/json.ts";
import { get, type Answer } from "./client.ts";
import type { RestJsonConfig } from "./config.ts";
import { firstPage, nextPage } from "./pagination/next-page.ts";
import { recordsOf, totalOf } from "./records.ts";
import { ownUrl } from "./url.ts";

export interface Page {
  readonly records: readonly Json[];
  /** From 1. */
  readonly number: number;
  readonly total: number | null;
}

/** Past this, a cursor that never ends is a more likely explanation than a list that long. */
const mostPages = 50_000;

/** Every page of a list, in order. Throws ConnectorError when the system goes round in circles or ends before its own total. */
export async function* pagesOf(
  list: { readonly path: string; readonly records: string; readonly total?: string | undefined },
  config: RestJsonConfig,
  context: ConnectorContext,
): AsyncGenerator<Page> {
  const start = ownUrl(config.address, list.path);
  const seen = new Set<string>();
  let rowsSoFar = 0;
  let total: number | null = null;
  let url: URL | null = firstPage(start, config.pagination);
  let lastRows = Infinity;
  for (let index = 0; url !== null; index++) {
    if (index === mostPages)
      throw new ConnectorError("unreadable", `${start.host} still has a next page after ${mostPages} pages.`);
    const answer: Answer | null = await get(url, config, context).catch((error: unknown) => {
      if (index > 0 && isPastTheEnd(error, lastRows, config)) return null;
      throw error;
    });
    if (answer === null) return;
    const records = recordsOf(answer.json, list.records, start);
    refuseCircle(seen, records, index, start);
    rowsSoFar += records.length;
    total = totalOf(answer.json, list.total) ?? total;
    yield { records, number: index + 1, total };
    lastRows = records.length;
    url = nextPage(start, config.pagination, { url, index, answer, rows: records.length, rowsSoFar, total });
  }
  if (total !== null && rowsSoFar < total) {
    throw new ConnectorError(
      "unreadable",
      `${start.host} says there are ${total} rows but gave only ${rowsSoFar}.`,
    );
  }
}

/** Some systems answer 404 to the page after the last; only a last page that was not full makes that believable. */
function isPastTheEnd(error: unknown, lastRows: number, { pagination }: RestJsonConfig): boolean {
  const counts = pagination.style === "page" || pagination.style === "offset";
  return (
    counts && error instanceof ConnectorError && error.fault === "not_found" && lastRows < pagination.size
  );
}

function refuseCircle(seen: Set<string>, records: readonly Json[], index: number, start: URL): void {
  if (records.length === 0) return;
  const digest = createHash("sha256").update(JSON.stringify(records)).digest("base64");
  if (seen.has(digest)) {
    throw new ConnectorError(
      "unreadable",
      `Page ${index + 1} of ${start.host}${start.pathname} repeats an earlier page. Is the kind of pages right?`,
      {
        field: "pagination.style",
      },
    );
  }
  seen.add(digest);
}
