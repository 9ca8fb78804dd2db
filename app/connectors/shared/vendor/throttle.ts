import { ConnectorError } from "../../errors.ts";

/** What is told when a system asked us to slow down and did so for longer than we wait. */
export function tooManyRequests(url: URL, waitMs: number | null): ConnectorError {
  const hint = waitMs === null ? "" : ` It asks to wait ${Math.ceil(waitMs / 1000)} seconds.`;
  return new ConnectorError("throttled", `${url.host} wants fewer requests than we need.${hint}`);
}

/** A count that stands in a header, "x-ratelimit-remaining"; undefined where it is missing or no count. */
export function headerCount(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim() ?? "";
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Retry-After in milliseconds, from seconds or an HTTP date; null where it is neither. */
export function retryAfter(headers: Headers, now = Date.now()): number | null {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
