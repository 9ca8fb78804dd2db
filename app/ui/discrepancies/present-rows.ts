import { systems, type System } from "../../inventory/index.ts";
import type { Discrepancy } from "../../discrepancies/discrepancy.ts";
import { adviceFor } from "../../diagnosis/sentences.ts";
import type { Format } from "../format.ts";
import { causeNames } from "../texts/causes.ts";
import { countName } from "../texts/states.ts";
import { discrepancyTexts as texts } from "../texts/discrepancies.ts";
import type { DiscrepancyRow, SystemNames } from "../../use-cases/contract.ts";
import { oddOnes, verdictSentence } from "./verdict-sentence.ts";
import type { CellView, DirectionView, KeyView, PoolView } from "./view.ts";

/** One row per SKU and location, in the order of each one's first pool. */
export function presentRows(
  rows: readonly DiscrepancyRow[],
  shown: readonly System[],
  format: Format,
  names: SystemNames = {},
): readonly KeyView[] {
  const keys = Map.groupBy(rows, ({ discrepancy }) =>
    JSON.stringify([discrepancy.sku, discrepancy.locationId]),
  );
  return [...keys].flatMap(([id, pools]) => {
    const [first] = pools;
    return first ? [presentKey(id, first, pools, { shown, format, names })] : [];
  });
}

/** The columns that the rows need: the storefront, the connected roles, and whatever a row still has a value of. */
export function shownSystems(
  connected: ReadonlySet<System>,
  rows: readonly DiscrepancyRow[],
): readonly System[] {
  return systems.filter(
    (system) =>
      system === "storefront" ||
      connected.has(system) ||
      rows.some((row) => row.discrepancy.sides[system] !== undefined),
  );
}

function presentKey(
  id: string,
  first: DiscrepancyRow,
  pools: readonly DiscrepancyRow[],
  setting: Setting,
): KeyView {
  const { format } = setting;
  const returns = Math.max(...pools.map(({ discrepancy }) => discrepancy.recurrence));
  return {
    id,
    title: first.product?.title ?? null,
    variant: first.product?.variantTitle ?? null,
    imageUrl: first.product?.imageUrl ?? null,
    sku: first.discrepancy.sku,
    location: first.locationName,
    cameBack: returns > 0 ? texts.cameBack(format.count(returns), returns === 1) : null,
    href: discrepancyHref(first.discrepancy),
    pools: pools.map(({ discrepancy }) => presentPool(discrepancy, setting)),
  };
}

interface Setting {
  readonly shown: readonly System[];
  readonly format: Format;
  readonly names: SystemNames;
}

export function discrepancyHref({ id }: Pick<Discrepancy, "id">): string {
  return `/app/discrepancies/${id}`;
}

function presentPool(discrepancy: Discrepancy, { shown, format, names }: Setting): PoolView {
  const { state, units, money, firstSeenAt, finding } = discrepancy;
  const known = finding !== null && finding.cause !== "unknown";
  const odd = oddOnes(discrepancy);
  return {
    id: discrepancy.id,
    name: countName(discrepancy.pool),
    href: discrepancyHref(discrepancy),
    cause: finding === null ? null : causeNames[finding.cause],
    sentence: known
      ? adviceFor(finding.cause, finding.handoff, finding.flow, names).meaning
      : verdictSentence(discrepancy, format),
    state: state === "open" || state === "settling" || state === "resolved" ? null : texts.states[state],
    cells: shown.map((system) => presentCell(discrepancy, system, odd, format)),
    difference: units === null ? texts.unknown : texts.units(format.quantity(units)),
    direction: presentDirection(discrepancy),
    money: money === null ? texts.noPrice : format.money(money),
    firstSeen: format.clock(firstSeenAt),
    firstSeenAgo: format.ago(firstSeenAt),
  };
}

function presentCell(
  discrepancy: Discrepancy,
  system: System,
  odd: ReadonlySet<System>,
  format: Format,
): CellView {
  const side = discrepancy.sides[system];
  if (!side) return { system, text: texts.absent, known: false, odd: null, readAt: null };
  const known = side.value !== null;
  return {
    system,
    text: side.value !== null ? format.quantity(side.value) : side.missing ? texts.missing : texts.unknown,
    known,
    odd: odd.has(system) ? (odd.size > 1 ? texts.allDiffer : texts.odd) : null,
    readAt: side.observedAt === null ? null : texts.readAt(format.clock(side.observedAt)),
  };
}

function presentDirection({ direction }: Discrepancy): DirectionView {
  return direction === null
    ? { kind: "undecided", label: texts.undecided }
    : { kind: direction, label: texts.directions[direction] };
}
