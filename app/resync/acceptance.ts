import type { Handoff } from "../inventory/index.ts";
import { andThen, move, type Move, type RowIn } from "./row.ts";
import type { Running } from "./running.ts";
import type { ResyncShop } from "./ports.ts";

/** What the outside took is looked at once the handoff had its time. */
export function acceptance(
  { dependencies, shop }: Pick<Running, "dependencies" | "shop">,
  row: RowIn<"sending">,
  why: string,
): Move<"verifying"> {
  const at = dependencies.now();
  const because = { at, actor: "app", why };
  const accepted = move(row, "accepted", because, { acceptedAt: at, writeId: null });
  const watch = { at, actor: "app", why: `${why} Watched until the handoff has had its time.` };
  return andThen(accepted, "verifying", watch, { nextCheckAt: at + windowOf(row.handoff, shop) });
}

/** With both handoffs broken, the number passes through one after the other. */
export function windowOf(handoff: Handoff, { windows }: Pick<ResyncShop, "windows">): number {
  return handoff === "both" ? windows.wms_erp + windows.erp_storefront : windows[handoff];
}
