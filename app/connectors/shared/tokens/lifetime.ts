import type { Instant } from "../../../inventory/index.ts";
import type { MintedToken } from "../../tokens.ts";

const lifetimeWhenUnsaid = 300_000;

/** Until when a token is handed out: a tenth before its end, so that none dies on its way. */
export function freshUntil({ goodUntil }: MintedToken, began: Instant): Instant {
  const lifetime = goodUntil === null ? lifetimeWhenUnsaid : goodUntil - began;
  return began + Math.round(Math.max(0, lifetime) * 0.9);
}
