import { systems } from "../../inventory/index.ts";
import type { FreshKey, FreshPool } from "../../resync/fresh.ts";
import type { SystemAnswer } from "../../scan/look.ts";
import { formatFor, type Format } from "../format.ts";
import { placeOf, variantNames } from "../product-stock/variant-names.ts";
import { locationNamer } from "../resyncs/words.ts";
import { resyncTexts } from "../texts/resyncs.ts";
import { countName } from "../texts/states.ts";
import { systemNames } from "../texts/systems.ts";
import type { CheckedNow, KnownVariant, LookupData, LookupQuery } from "../../use-cases/contract.ts";
import type { AnswerView, CheckedRowView, CheckedView, LookupView } from "./view.ts";

const texts = resyncTexts.lookup;

export function presentLookup(data: LookupData, query: LookupQuery): LookupView {
  return {
    search: query.search ?? "",
    location: query.location ?? "",
    locations: [
      { value: "", label: texts.everywhere },
      ...data.locations.map(({ id, name }) => ({ value: id, label: name })),
    ],
    found: data.found.map(({ sku, barcode, inventoryItemId, title, variantTitle }) => ({
      sku,
      inventoryItemId,
      barcode: barcode !== null && barcode === query.search?.trim() ? texts.barcode(barcode) : null,
      title: title === null ? null : [title, variantTitle].filter((part) => part !== null).join(" · "),
    })),
  };
}

export function presentAnswer(answer: SystemAnswer, format: Format): AnswerView {
  const { system, connectionId, name, problem, observedAt } = answer;
  return { id: connectionId ?? system, name, problem, at: format.moment(observedAt) };
}

export function presentChecked(
  checked: CheckedNow,
  { shop, locations }: Pick<LookupData, "shop" | "locations">,
  locale: string,
  variants: readonly KnownVariant[] = [],
): CheckedView {
  const format = formatFor({ ...shop, locale, now: checked.now });
  const place = locationNamer(locations);
  const names = variantNames(variants);
  const shown = systems.filter((system) => checked.keys.some((key) => key.sides[system]));
  const untracked = checked.keys.some((key) => key.flags?.tracked === false);
  return {
    systems: shown.map((system) => ({ system, name: systemNames[system] })),
    skew: texts.skew(format.lag(checked.skew)),
    notes: untracked ? [texts.untracked] : [],
    rows: checked.keys.flatMap((key) =>
      checked.pools.flatMap(({ name }): CheckedRowView[] => {
        const pool = key.pools[name];
        if (!pool) return [];
        return [
          {
            id: JSON.stringify([key.sku, key.locationId, name]),
            location: placeOf(place(key.locationId), names.get(key.sku)),
            pool: countName(name),
            cells: shown.map((system) => cellOf(key, pool, system, format)),
            verdict: verdictOf(pool),
          },
        ];
      }),
    ),
  };
}

function cellOf(key: FreshKey, pool: FreshPool, system: (typeof systems)[number], format: Format) {
  const side = key.sides[system];
  if (!side) return { text: "–", time: null };
  if (side.problem !== null) return { text: texts.failed, time: null };
  const value = pool.values[system] ?? null;
  const time = side.updatedAt === null ? null : texts.changed(format.clock(side.updatedAt));
  if (value !== null) return { text: format.quantity(value), time };
  return { text: side.missing ? texts.noRow : "?", time };
}

function verdictOf({ standing }: FreshPool): CheckedRowView["verdict"] {
  switch (standing) {
    case "agrees":
      return { label: texts.agrees, tone: "success" };
    case "differs":
      return { label: texts.differs, tone: "critical" };
    case "not_read":
      return { label: texts.notRead, tone: "warning" };
    case "unknown":
      return { label: texts.unknown, tone: "plain" };
    case "excluded":
      return { label: texts.excluded, tone: "warning" };
  }
}
