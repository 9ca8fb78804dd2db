import { countsIn } from "../../comparison/offered.ts";
import { isLate, type Case, type Cohort } from "../case.ts";
import { evidence } from "../evidence.ts";
import type { Claim, Evidence } from "../finding.ts";
import type { ItemFacts } from "../inquiry.ts";
import type { Rule } from "../rule.ts";

/** The storefront's own flags say that it does not sell this here, and its number is not kept up. */
export const notSellable: Rule = {
  cause: "not_sellable",
  needs: ["item_facts", "location_facts", "siblings"],
  examine(cohort) {
    const claims = new Map<Case, Claim>();
    if (cohort.pair.into !== "storefront") return claims;
    for (const each of cohort.cases) {
      const proof = flagOf(each, cohort);
      if (proof)
        claims.set(each, {
          cause: "not_sellable",
          grade: "stated",
          confidence: 0.9,
          flow: "stock",
          evidence: [proof],
        });
    }
    return claims;
  },
};

function flagOf(each: Case, cohort: Cohort): Evidence | null {
  const { inquiry } = cohort.scene;
  const facts = inquiry.items.get(each.mismatch.sku);
  const said = (text: string): Evidence => evidence("flag", "storefront", inquiry.at, text);
  if (facts?.tracked === false) return said("The storefront does not track this item's quantity.");
  if (facts?.inactiveAt.includes(cohort.location.id))
    return said(`The item is switched off at ${cohort.location.name}.`);
  if (!countsIn(cohort.pool, "storefront", each.mismatch)) return said(notOffered(cohort));
  if (!isNeglected(each)) return null;
  if (facts && offSale(facts) && !othersKeptUp(cohort))
    return said(`The product is not on sale (${facts.status ?? "not published"}).`);
  if (!cohort.location.fulfillsOnlineOrders && cohort.cases.length > cohort.agreeing)
    return said(`${cohort.location.name} does not fulfil online orders.`);
  return null;
}

function notOffered({ pool: { offered }, location }: Cohort): string {
  return offered?.locations.has(location.id)
    ? `The product is not published on ${offered.channel}.`
    : `Nothing is sold on ${offered?.channel} from ${location.name}.`;
}

/** Nothing, no row, or not written since the two agreed. */
function isNeglected(each: Case): boolean {
  return each.flow === "stock" && (each.downSide.missing || each.down === 0 || isLate(each));
}

function offSale({ status, published }: ItemFacts): boolean {
  return published === false || (status !== null && status.toLowerCase() !== "active");
}

/** Items off sale whose numbers agree all the same: then the flag explains nothing. */
function othersKeptUp({ siblings, cases, scene }: Cohort): boolean {
  const off = (sku: string): boolean => {
    const facts = scene.inquiry.items.get(sku);
    return facts !== undefined && offSale(facts);
  };
  const kept = siblings.filter(({ sku }) => off(sku)).length;
  return kept > cases.filter(({ mismatch }) => off(mismatch.sku)).length;
}
