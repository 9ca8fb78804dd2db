import type { Side } from "../../comparison/contract.ts";
import type { Case } from "../case.ts";
import { evidence } from "../evidence.ts";
import type { Claim, Evidence } from "../finding.ts";
import type { ItemFacts } from "../inquiry.ts";
import type { Rule } from "../rule.ts";

/** A SKU that stands on several items, was given away, or whose missing row lies unmatched under almost the same name. */
export const identity: Rule = {
  cause: "identity",
  needs: ["item_facts"],
  examine({ cases, scene }) {
    const claims = new Map<Case, Claim>();
    for (const each of cases) {
      const facts = scene.inquiry.items.get(each.mismatch.sku);
      const proof = facts && (duplicate(facts) ?? renamed(each, facts) ?? nearName(each, facts));
      if (proof)
        claims.set(each, {
          cause: "identity",
          grade: "stated",
          confidence: 0.95,
          flow: "stock",
          evidence: [proof],
        });
    }
    return claims;
  },
};

function duplicate({ sku, itemsWithSku }: ItemFacts): Evidence | null {
  if (itemsWithSku < 2) return null;
  return evidence("flag", "storefront", null, `${itemsWithSku} inventory items carry the SKU ${sku}.`, {
    items: itemsWithSku,
  });
}

function renamed({ downSide, pair }: Case, { sku, renamedTo }: ItemFacts): Evidence | null {
  if (renamedTo === null || pair.into !== "storefront" || !downSide.missing) return null;
  return evidence("flag", "storefront", null, `The item that carried ${sku} now carries ${renamedTo}.`, {
    name: renamedTo,
  });
}

function nearName({ pair, mismatch }: Case, { nearMatches }: ItemFacts): Evidence | null {
  const near = nearMatches.find(
    ({ system }) => (system === pair.from || system === pair.into) && isAbsent(mismatch.sides[system]),
  );
  if (!near) return null;
  return evidence(
    "flag",
    near.system,
    null,
    `The ${near.system} has no ${mismatch.sku}, but has "${near.name}", which nothing matches.`,
    { name: near.name },
  );
}

/** No row, or none in a feed that leaves out zeros: such a zero was never written. */
function isAbsent(side: Side | undefined): boolean {
  return side !== undefined && (side.missing || (side.value === 0 && side.updatedAt === null));
}
