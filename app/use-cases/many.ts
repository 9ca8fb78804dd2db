import { randomUUID } from "node:crypto";
import { stepOf } from "../discrepancies/actions.ts";
import { formatInstant, formatQuantity, systems, type Instant } from "../inventory/index.ts";
import type { DiscrepancyRow, ManyUseCases, Selection } from "./contract.ts";
import { csvLine } from "./csv-line.ts";
import { homeSearch } from "./home-query.ts";
import { isUuid } from "./resync-planning.ts";
import type { ShopGate } from "./shop-gate.ts";
import { readAction, refused } from "./typed-action.ts";
import type { HomeList, ManyMoves, ProductChoices, SavedViewStore } from "./views.ts";

const MOST_VIEWS = 20;
const LONGEST_NAME = 40;

export interface ManyDependencies {
  readonly gate: ShopGate;
  readonly list: HomeList;
  readonly moves: ManyMoves;
  readonly products: ProductChoices;
  readonly savedViews: SavedViewStore;
  readonly now: () => Instant;
}

export function manyUseCases({
  gate,
  list,
  moves,
  products,
  savedViews,
  now,
}: ManyDependencies): ManyUseCases {
  return {
    async countMatching({ shop }, query) {
      await gate.shop(shop);
      return list.count(shop, query);
    },
    async actOnMany({ shop, person }, selection, typed) {
      await gate.shop(shop);
      const at = now();
      const action = readAction(typed, at);
      if ("ok" in action) return action;
      const step = action.kind === "note" ? null : stepOf(action, at);
      if (step === null) return refused("This page is out of date. Reload it and try again.");
      const ids = await idsOf(shop, selection, list);
      const moved = await moves.move(shop, ids, step, { person, now: at });
      return { ok: true, moved, left: ids.length - moved, at };
    },
    async undoMany({ shop, person }, at) {
      await gate.shop(shop);
      const then = now();
      return { ok: true, ...(await moves.undo(shop, at, { person, now: then })), at: then };
    },
    async *exportCsv({ shop }, selection) {
      await gate.shop(shop);
      yield csvLine(heading);
      if (selection.kind === "some")
        yield (await list.some(shop, selection.ids.filter(isUuid))).map(lineOf).join("");
      else for await (const rows of list.all(shop, selection.query)) yield rows.map(lineOf).join("");
    },
    async choices({ shop }, of, typed) {
      await gate.shop(shop);
      return products.choices(shop, of, typed);
    },
    async saveView({ shop, person }, { name, query }) {
      await gate.shop(shop);
      const known = await savedViews.list(shop, person);
      const wrong = problemWith(name);
      if (wrong !== null) return refused(null, { name: wrong });
      if (known.length >= MOST_VIEWS)
        return refused(`You have ${MOST_VIEWS} views of your own. Delete one that you no longer need.`);
      const view = { id: randomUUID(), name: name.trim(), query: homeSearch({ ...query, after: null }) };
      return (await savedViews.add(shop, person, view, now()))
        ? { ok: true }
        : refused(null, { name: taken });
    },
    async renameView({ shop, person }, id, name) {
      await gate.shop(shop);
      const wrong = problemWith(name);
      if (wrong !== null) return refused(null, { name: wrong });
      const outcome = isUuid(id) ? await savedViews.rename(shop, person, id, name.trim()) : "gone";
      if (outcome === "taken") return refused(null, { name: taken });
      return outcome === "gone" ? refused("This view was deleted in the meantime.") : { ok: true };
    },
    async deleteView({ shop, person }, id) {
      await gate.shop(shop);
      if (isUuid(id)) await savedViews.remove(shop, person, id);
    },
  };
}

const taken = "You have a view of this name already.";

function problemWith(name: string): string | null {
  const length = name.trim().length;
  if (length === 0) return "Give the view a name.";
  return length > LONGEST_NAME ? `Please keep it under ${LONGEST_NAME} characters.` : null;
}

async function idsOf(shop: string, selection: Selection, list: HomeList): Promise<readonly string[]> {
  if (selection.kind === "some") return [...new Set(selection.ids.filter(isUuid))];
  const ids: string[] = [];
  // All before the first is moved: what moves leaves the list.
  for await (const some of list.ids(shop, selection.query)) ids.push(...some);
  return ids;
}

const heading = [
  ...["sku", "product", "variant", "location", "pool", ...systems, "units", "direction", "money", "cause"],
  ...["handoff", "first_seen_at", "recurrence", "state"],
];

/** Times in UTC; an unknown number is an empty cell. */
function lineOf({ discrepancy, product, locationName }: DiscrepancyRow): string {
  const { sku, pool, sides, units, direction, money, finding, handoff, firstSeenAt, recurrence, state } =
    discrepancy;
  const values = systems.map((system) => sides[system]?.value ?? null);
  return csvLine([
    ...[sku, product?.title ?? "", product?.variantTitle ?? "", locationName, pool],
    ...[...values, units].map((value) => (value === null ? "" : formatQuantity(value))),
    ...[direction ?? "", money ?? "", finding?.cause ?? "", handoff],
    ...[formatInstant(firstSeenAt), String(recurrence), state],
  ]);
}
