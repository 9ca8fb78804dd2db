import type { VendorAnswer, VendorManners } from "../shared/vendor/call.ts";
import { digestOf } from "../shared/tokens/digest.ts";
import { fixedSession } from "../shared/vendor/session.ts";
import { headerCount, retryAfter } from "../shared/vendor/throttle.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { jsonAt } from "../shared/json.ts";
import type { ShipbobConfig } from "./config.ts";

/** Per user and application, in a window that slides. */
const window = { requests: 150, milliseconds: 60_000 };

export function manners({ address, token }: ShipbobConfig): VendorManners {
  return {
    field: "address",
    session: fixedSession({ authorization: `Bearer ${token}` }),
    budget: { name: `shipbob ${digestOf([address, token])}`, window },
    throttled: (answer) => (answer.status === 429 ? { waitMs: waitOf(answer) } : null),
    report: ({ headers }) => {
      const left = headerCount(headers, "x-remaining-calls") ?? headerCount(headers, "x-ratelimit-remaining");
      return left === undefined ? {} : { left };
    },
  };
}

/** The query is written out: ShipBob wants its commas and colons unescaped. */
export function apiUrl({ address, version }: ShipbobConfig, path: string, query = ""): URL {
  const url = belowAddress(address, `${version}/${path}`);
  url.search = query;
  return url;
}

function waitOf({ headers, json }: VendorAnswer): number | null {
  const seconds = headerCount(headers, "x-retry-after");
  if (seconds !== undefined) return seconds * 1000;
  const message = jsonAt(json ?? null, "message");
  const said = typeof message === "string" ? /in (\d+) seconds?/i.exec(message)?.[1] : undefined;
  return said === undefined ? retryAfter(headers) : Number(said) * 1000;
}
