import {
  isWhole,
  unitsOf,
  QUANTITY_SCALE,
  type Location,
  type Pool,
  type Quantity,
} from "../inventory/index.ts";
import { outlook } from "./lasting.ts";
import { problemsOf, valueOf, type FreshKey } from "./fresh.ts";
import { refusal, type Refusal } from "./refusals.ts";
import { isUpstream, writableState } from "./route.ts";
import type { Row } from "./row.ts";
import { approvalThreshold, type ResyncSettings } from "./settings.ts";
import { handoffWords, systemWords } from "./words.ts";

export type Intent = Pick<
  Row,
  | "sku"
  | "locationId"
  | "pool"
  | "handoff"
  | "verdict"
  | "cause"
  | "recurrence"
  | "route"
  | "truth"
  | "connectionId"
  | "shownFrom"
  | "shownTo"
>;

/** What a shop lets a resync do, apart from the row itself. */
export interface Rules {
  readonly locations: ReadonlyMap<string, Location>;
  /** Locations that something is mapped to: our own allow-list, since Shopify accepts any. */
  readonly mapped: ReadonlySet<string>;
  readonly pools: ReadonlyMap<string, Pool>;
  readonly settings: ResyncSettings;
  /** Somebody gave a reason to do it against advice. */
  readonly insists: boolean;
  readonly approved: boolean;
  /** The row restores the value from before an earlier request. */
  readonly undoes: boolean;
}

export type Decision =
  | { readonly kind: "refuse"; readonly refusal: Refusal }
  | {
      readonly kind: "set";
      readonly quantity: "available" | "on_hand";
      readonly from: Quantity;
      readonly to: Quantity;
      readonly needsApproval: boolean;
    }
  | {
      readonly kind: "ask";
      readonly connectionId: string;
      readonly from: Quantity | null;
      readonly to: Quantity | null;
      readonly needsApproval: boolean;
    };

const LARGEST = 1_000_000_000 * QUANTITY_SCALE;

/** What is to be done about a key that was just read. The same question before the click and at execution. */
export function decide(intent: Intent, fresh: FreshKey, rules: Rules): Decision {
  const refused =
    guardLocation(intent, rules) ??
    guardEvidence(fresh) ??
    guardItem(intent, fresh) ??
    guardNumbers(intent, fresh, rules) ??
    guardLasting(intent, rules);
  if (refused) return { kind: "refuse", refusal: refused };
  const from = valueOf(fresh, intent.pool, "storefront");
  const to = targetOf(intent, fresh, rules);
  const needsApproval = !rules.approved && isLarge(intent, from, to, rules);
  if (intent.route === "ask") {
    return intent.connectionId === null
      ? { kind: "refuse", refusal: noRoute() }
      : { kind: "ask", connectionId: intent.connectionId, from, to, needsApproval };
  }
  const quantity = writableState(rules.pools.get(intent.pool));
  if (quantity === null) return { kind: "refuse", refusal: notWritable(intent) };
  if (from === null || to === null) return { kind: "refuse", refusal: unknownQuantity(intent) };
  return { kind: "set", quantity, from, to, needsApproval };
}

/** An undo restores what stood before; everything else sends on the number of now. */
export function targetOf(
  intent: Intent,
  fresh: FreshKey,
  { undoes }: Pick<Rules, "undoes">,
): Quantity | null {
  return undoes ? intent.shownTo : valueOf(fresh, intent.pool, intent.truth);
}

function guardLocation({ locationId }: Intent, { locations, mapped }: Rules): Refusal | null {
  const location = locations.get(locationId);
  if (!location || !mapped.has(locationId)) {
    return refusal(
      "unknown_location",
      "Nothing is mapped to this location, so the app does not touch its stock.",
      "Map a code to it first, or leave it out.",
      { href: "/app/locations" },
    );
  }
  if (!location.active) {
    return refusal(
      "closed_location",
      `${location.name} is closed in Shopify.`,
      "Activate it in Shopify, or take its mapping away.",
      { href: "/app/locations" },
    );
  }
  if (location.fulfillmentService) {
    return refusal(
      "fulfillment_service_location",
      `${location.name} belongs to a fulfilment service, which writes its own stock and would fight ours.`,
      "Ask the service to send its inventory again.",
    );
  }
  return null;
}

function guardEvidence(fresh: FreshKey): Refusal | null {
  const problems = problemsOf(fresh);
  if (problems.length === 0 && fresh.sides.storefront) return null;
  return refusal(
    "stale_evidence",
    `Not every system could be read just now, so nobody knows what is right: ${problems.join(" ") || "the storefront gave no answer."}`,
    "Check the connection, then ask again: every request reads all systems first.",
    { href: "/app/connections" },
  );
}

function guardItem(intent: Intent, fresh: FreshKey): Refusal | null {
  const { flags } = fresh;
  if (!flags || !flags.isActive) {
    return refusal(
      "not_stocked",
      "The storefront does not stock this item at this location, so there is no number to set.",
      "Stock the item at the location in Shopify first.",
    );
  }
  if (!flags.tracked) {
    return refusal(
      "untracked",
      "Shopify does not track this item's quantity; what it shows means nothing for selling.",
      "Switch on quantity tracking for the variant, or ignore the discrepancy.",
    );
  }
  const standing = fresh.pools[intent.pool]?.standing;
  if (flags.duplicateSkuCount > 0 || intent.cause === "identity" || standing === "excluded") {
    return refusal(
      "identity",
      `${intent.sku} does not name one item: it stands on several, or a feed gives it twice with different numbers.`,
      "Give every variant a SKU of its own, and scan again.",
    );
  }
  return null;
}

function guardNumbers(intent: Intent, fresh: FreshKey, rules: Rules): Refusal | null {
  const to = targetOf(intent, fresh, rules);
  const from = valueOf(fresh, intent.pool, "storefront");
  if (rules.undoes ? from !== null && from === to : fresh.pools[intent.pool]?.standing === "agrees") {
    return refusal(
      "already_agrees",
      "Read again just now, the numbers stand as they should. Nothing was written.",
      "Nothing is left to do.",
    );
  }
  if (rules.undoes && from !== intent.shownFrom) {
    return refusal(
      "not_undoable",
      "The number has changed since it was written, so the one from before would undo somebody else's change too.",
      "Look at the discrepancy; where there is one, ask for a resync.",
    );
  }
  if (intent.route === "ask") return null;
  if (to === null || from === null) return unknownQuantity(intent);
  if (to < 0) {
    return refusal(
      "negative_quantity",
      `${systemWords[intent.truth]} has ${unitsOf(to)}: fewer than nothing cannot be on a shelf.`,
      "Correct the count where it comes from, then ask again.",
    );
  }
  if (!isWhole(to) || !isWhole(from)) {
    return refusal(
      "fractional_quantity",
      `Shopify holds whole units only, and ${unitsOf(to)} is not one.`,
      "Set the item's units per pack in its mapping, or correct the count.",
    );
  }
  if (Math.abs(to) > LARGEST) {
    return refusal(
      "too_large",
      `${unitsOf(to)} is more than Shopify can hold.`,
      "Correct the count where it comes from.",
    );
  }
  return null;
}

function guardLasting(intent: Intent, { insists, undoes }: Rules): Refusal | null {
  if (insists || undoes) return null;
  if (intent.route === "set" && isUpstream(intent.verdict)) {
    return refusal(
      "upstream_gap",
      "The storefront shows what the ERP sends: the gap is between WMS and ERP, and writing the storefront cannot close it.",
      "Ask the ERP to take over the WMS's count. Who insists writes the most upstream number until the next run.",
      { insistable: true },
    );
  }
  const { lasting, sentence } = outlook(intent);
  if (lasting !== "undone") return null;
  return refusal(
    "would_be_undone",
    sentence,
    `Fix ${handoffWords[intent.handoff]} first; the discrepancy names what to change. Or say why it is worth doing all the same.`,
    { href: "/app/treadmill", insistable: true },
  );
}

function isLarge(intent: Intent, from: Quantity | null, to: Quantity | null, { settings }: Rules): boolean {
  const threshold = approvalThreshold(settings, intent.locationId);
  if (threshold === null) return false;
  // What nobody can measure is not small.
  if (from === null || to === null) return intent.route === "set";
  return unitsOf(Math.abs(to - from) as Quantity) > threshold;
}

function unknownQuantity({ truth, pool }: Intent): Refusal {
  return refusal(
    "unknown_quantity",
    `${systemWords[truth]} or the storefront does not say how many "${pool.replaceAll("_", " ")}" there are. Unknown is not zero.`,
    "Let the system report the number, or ask it to push.",
    { href: "/app/connections" },
  );
}

function notWritable({ pool }: Intent): Refusal {
  return refusal(
    "not_writable_pool",
    `"${pool.replaceAll("_", " ")}" is calculated in the storefront; only available and on hand can be set there.`,
    "Ask the upstream system to push instead.",
  );
}

function noRoute(): Refusal {
  return refusal(
    "no_route",
    "None of this location's connections can be asked to push.",
    "Choose to set the storefront, or connect a system that can be asked.",
    { href: "/app/connections" },
  );
}
