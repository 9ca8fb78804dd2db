import type { Handoff, System } from "../inventory/index.ts";
import type { Cause, Flow } from "./cause.ts";
import type { Finding } from "./finding.ts";

export interface Advice {
  readonly meaning: string;
  readonly tell: string;
  readonly cure: string;
  /** Helps until the next time only. */
  readonly patch: string;
}

interface Setting {
  readonly names: Readonly<Partial<Record<System, string>>>;
  readonly location: string;
}

/** Words for people. `{from}` and `{into}` are the systems' names, the sender and the one written into. */
const texts: Readonly<Record<Cause, Advice>> = {
  sync_lag: {
    meaning: "{into} shows an earlier {from} number: the sync works, but slower than this location moves.",
    tell: "Whoever runs the sync from {from} to {into}.",
    cure: "Run the sync more often, or let it send changes as they happen.",
    patch: "A resync brings today's number and is behind again after the next change.",
  },
  sync_stalled: {
    meaning:
      "Nothing has moved from {from} to {into} for these items since it began; the job is dead or its batch keeps failing.",
    tell: "Whoever runs the sync from {from} to {into}; it concerns every item waiting in it.",
    cure: "Restart the job and remove what makes it fail; alert on a missing run.",
    patch: "Correcting single items by hand leaves the others waiting.",
  },
  throttled_backlog: {
    meaning: "Updates from {from} to {into} queue up because calls are refused.",
    tell: "Whoever runs the sync into {into}.",
    cure: "Send fewer and larger calls, or get a higher limit.",
    patch: "The queue drains by itself when traffic falls, and returns with the next rush.",
  },
  pool_definition: {
    meaning:
      "{from} and {into} do not mean the same by this number: one of them counts a state that the other leaves out.",
    tell: "Whoever owns the field mapping between {from} and {into}.",
    cure: "Agree on which states count, and map that; or change the pool's expression here if both numbers are right.",
    patch: "A resync is undone by the next run.",
  },
  allocation_rule: {
    meaning: "A buffer or a share is taken between {from} and {into} that no system reports.",
    tell: "Whoever set the allocation or safety stock in the integration.",
    cure: "Remove the rule, or declare it here as a buffer so that it is no longer a difference.",
    patch: "Typing the right number in lasts until the next run.",
  },
  filter_rule: {
    meaning: "A rule keeps this item out of the sync between {from} and {into}, while others pass.",
    tell: "Whoever maintains the filters of the sync.",
    cure: "Include the item or its location in the sync's rule.",
    patch: "Setting the number by hand goes stale with the next change.",
  },
  pool_boundary: {
    meaning:
      "The total is right and the split over locations is not: one side keeps one pool, the other one per location.",
    tell: "Whoever maintains the location settings of the sync.",
    cure: "Send stock per location instead of as one pool.",
    patch: "Moving stock between locations by hand is undone by the next run.",
  },
  location_mapping: {
    meaning: "{into} shows another location's stock here, or a closed location is still fed.",
    tell: "Whoever maintains the location mapping between {from} and {into}.",
    cure: "Correct the location codes in the mapping, then resync both locations.",
    patch: "Correcting counts is undone by the next run.",
  },
  topology_change: {
    meaning: "The location or channel is new, and the sync between {from} and {into} does not know it yet.",
    tell: "Whoever set up the new location, and whoever runs the sync.",
    cure: "Add it to the sync's mapping, rules and stocked items.",
    patch: "Filling in counts by hand goes stale at once.",
  },
  unit_of_measure: {
    meaning: "One side counts packs, the other pieces.",
    tell: "Whoever maintains item units between {from} and {into}.",
    cure: "Set the units per pack in the item's mapping.",
    patch: "A corrected number is multiplied again by the next run.",
  },
  manual_override: {
    meaning: "Somebody changed the number in {into} by hand, and nothing in {from} gave a reason for it.",
    tell: "The person who edits stock in {into}.",
    cure: "Make the correction in {from}, where the number comes from.",
    patch: "A resync sets it right until the next edit.",
  },
  competing_writer: {
    meaning: "Two programs write this number in {into} and undo each other.",
    tell: "Whoever installed the second sync or app.",
    cure: "Let one of them write stock, and switch the other off.",
    patch: "Whatever is written now, the other one overwrites.",
  },
  identity: {
    meaning:
      "The systems do not mean the same item by this SKU: it is doubled, or written differently in one of them.",
    tell: "Whoever maintains SKUs.",
    cure: "Give every item one SKU, written the same in all systems, or map the alias.",
    patch: "Nothing else helps: the sync cannot find the item.",
  },
  not_sellable: {
    meaning: "The storefront does not keep this item's stock here, so its number means nothing.",
    tell: "Whoever maintains products in the storefront.",
    cure: "Turn tracking, stocking or publishing on if it should sell here; otherwise leave it.",
    patch: "Writing a number changes nothing that customers see.",
  },
  unknown: {
    meaning: "The evidence does not say why.",
    tell: "Whoever runs the sync, with the times below.",
    cure: "Look at what changed between the last agreement and the first difference.",
    patch: "A resync sets the number right; if it comes back, that is evidence.",
  },
};

/** What it means, whom to tell, what cures it and what only patches it. */
export function adviceFor(cause: Cause, handoff: Handoff, flow: Flow, names: Setting["names"]): Advice {
  const [up, down] = endsOf(handoff);
  const [from, into] = flow === "orders" ? [down, up] : [up, down];
  const say = (text: string): string =>
    text.replaceAll("{from}", names[from] ?? from).replaceAll("{into}", names[into] ?? into);
  const { meaning, tell, cure, patch } = texts[cause];
  return {
    meaning: flow === "orders" ? ordersMeaning(cause, say) : say(meaning),
    tell: say(tell),
    cure: say(cure),
    patch: say(patch),
  };
}

/** "ERP and storefront disagree on Brooklyn's available count for KC-001: …" */
export function sentenceFor(finding: Finding, setting: Setting): string {
  const [up, down] = endsOf(finding.handoff);
  const { names } = setting;
  const who =
    finding.handoff === "both"
      ? "WMS, ERP and storefront"
      : `${role(up)} and ${down === "storefront" ? "storefront" : role(down)}`;
  const count = `${setting.location}'s ${finding.pool.replaceAll("_", " ")} count for ${finding.sku}`;
  const { meaning } = adviceFor(finding.cause, finding.handoff, finding.flow, names);
  const proof = finding.evidence.find(
    ({ kind }) => kind === "arithmetic" || kind === "cohort" || kind === "history",
  );
  const because = finding.cause === "unknown" || !proof ? "" : ` ${withNames(proof.text, names)}`;
  return `${who} disagree on ${count}: ${meaning}${because}`;
}

/** Evidence speaks of roles; people know the systems by their names. */
export function withNames(text: string, names: Setting["names"]): string {
  return text
    .replace(
      /\b([Tt]he )(wms|erp|storefront)\b/g,
      (_, article: string, system: System) => names[system] ?? `${article}${role(system)}`,
    )
    .replace(/\b(wms|erp)\b/g, (_, system: System) => names[system] ?? role(system));
}

const roles: Readonly<Record<System, string>> = { wms: "WMS", erp: "ERP", storefront: "Storefront" };

function role(system: System): string {
  return roles[system];
}

function endsOf(handoff: Handoff): readonly [System, System] {
  switch (handoff) {
    case "wms_erp":
      return ["wms", "erp"];
    case "wms_storefront":
    case "both":
      return ["wms", "storefront"];
    case "erp_storefront":
      return ["erp", "storefront"];
  }
}

function ordersMeaning(cause: Cause, say: (text: string) => string): string {
  switch (cause) {
    case "sync_lag":
      return say("Orders from {from} reach {into} later than usual, so {into} still counts what is sold.");
    case "sync_stalled":
      return say(
        "Orders from {from} have stopped reaching {into}; the next push oversells what is already sold.",
      );
    case "throttled_backlog":
      return say("Orders from {from} wait in a queue in front of {into} because calls are refused.");
    case "filter_rule":
      return say("A rule keeps this item's orders in {from} from reaching {into}.");
    default:
      return say(texts[cause].meaning);
  }
}
