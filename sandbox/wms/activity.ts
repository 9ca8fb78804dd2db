import type { World } from "../world/world.ts";

export interface Activity {
  readonly ts: number;
  readonly action: string;
  readonly article: string | null;
  readonly facility: string | null;
  readonly change: number | null;
  readonly remark: string | null;
}

/** What the WMS has in its log since then, in its own codes; oldest first. Times are milliseconds by its own clock. */
export function activitySince(world: World, since: number, skew: number): readonly Activity[] {
  const articles = new Map(world.items.map((item) => [item.sku, item.wmsItem]));
  const mains = new Map(world.places.map((place) => [place.id, place.facilities[0]?.code ?? null]));
  return world
    .happenings(since - skew)
    .filter((happening) => happening.teller === "wms")
    .map((happening) => ({
      ts: happening.at + skew,
      action: happening.kind,
      article: articles.get(happening.sku ?? "") ?? null,
      facility: happening.facility ?? mains.get(happening.locationId ?? "") ?? null,
      change: happening.delta,
      remark: happening.note,
    }));
}
