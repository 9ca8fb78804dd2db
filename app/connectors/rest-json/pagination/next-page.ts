import { ConnectorError } from "../../errors.ts";
import { jsonAt } from "../../shared/json.ts";
import type { Answer } from "../client.ts";
import type { Pagination } from "./config.ts";

/** What is known after a page was read. */
export interface PageRead {
  readonly url: URL;
  /** From 0. */
  readonly index: number;
  readonly answer: Answer;
  readonly rows: number;
  readonly rowsSoFar: number;
  readonly total: number | null;
}

export function firstPage(start: URL, pagination: Pagination): URL {
  if (pagination.style === "none") return start;
  const size = pagination.sizeParameter ? { [pagination.sizeParameter]: pagination.size } : {};
  if (pagination.style === "page")
    return withQuery(start, { ...size, [pagination.pageParameter]: pagination.firstPage });
  if (pagination.style === "offset") return withQuery(start, { ...size, [pagination.offsetParameter]: 0 });
  return withQuery(start, size);
}

/**
 * The next page's address; null after the last. A page shorter than asked for is not taken for the last one: systems cap sizes.
 */
export function nextPage(start: URL, pagination: Pagination, page: PageRead): URL | null {
  const first = firstPage(start, pagination);
  const counted = page.rows === 0 || (page.total !== null && page.rowsSoFar >= page.total);
  switch (pagination.style) {
    case "none":
      return null;
    case "page":
      return counted
        ? null
        : withQuery(first, { [pagination.pageParameter]: pagination.firstPage + page.index + 1 });
    case "offset":
      return counted ? null : withQuery(first, { [pagination.offsetParameter]: page.rowsSoFar });
    case "cursor": {
      const cursor = textAt(page, pagination.cursorField);
      return cursor === null ? null : withQuery(first, { [pagination.cursorParameter]: cursor });
    }
    case "link":
      return nextLink(
        page,
        pagination.nextField ? textAt(page, pagination.nextField) : relNext(page.answer.headers),
      );
  }
}

function nextLink(page: PageRead, link: string | null): URL | null {
  if (link === null) return null;
  const url = URL.canParse(link, page.url) ? new URL(link, page.url) : null;
  if (url?.origin === page.url.origin) return url;
  throw new ConnectorError(
    "unreadable",
    `${page.url.host} names a next page on another host; credentials are not sent there.`,
  );
}

function textAt({ answer }: PageRead, field: string): string | null {
  const value = jsonAt(answer.json, field);
  return typeof value === "string" && value !== "" ? value : null;
}

function relNext(headers: Headers): string | null {
  const links = (headers.get("link") ?? "").matchAll(/<([^>]*)>([^<]*)/g);
  for (const [, target = "", parameters = ""] of links) {
    if (/;\s*rel\s*=\s*"?[^";]*\bnext\b/i.test(parameters)) return target;
  }
  return null;
}

function withQuery(url: URL, query: Readonly<Record<string, string | number>>): URL {
  const copy = new URL(url);
  for (const [name, value] of Object.entries(query)) copy.searchParams.set(name, String(value));
  return copy;
}
