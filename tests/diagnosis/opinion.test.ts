import { describe, expect, it } from "vitest";
import { findingsOf, agreeing, downstream, upstream } from "./support/scene.ts";
import { Opinion } from "../../app/diagnosis/opinion.ts";

const unknown = findingsOf({ keys: { "KC-0": { erp: [10], storefront: [13] } } })[0]!;
const edit = findingsOf({ keys: { OK: agreeing(5), "KC-0": downstream([8], [8, 15]) } })[0]!;
const frozen = findingsOf({
  keys: Object.fromEntries([0, 1, 2].map((index) => [`KC-${index}`, upstream([10, 12 + index], [10])])),
  readings: 5,
})[0]!;

function opinionOf(...findings: readonly (typeof unknown)[]): string | undefined {
  const opinion = new Opinion();
  for (const finding of findings) opinion.add(finding);
  return opinion.finding?.cause;
}

describe("the opinion over several scans", () => {
  it("gives up not knowing for the first cause that proves out", () => {
    expect(opinionOf(unknown, edit)).toBe("manual_override");
  });

  it("does not fall back to not knowing", () => {
    expect(opinionOf(edit, unknown)).toBe("manual_override");
  });

  it("keeps the stronger proof, whichever came first", () => {
    expect(opinionOf(edit, frozen)).toBe("sync_stalled");
    expect(opinionOf(frozen, edit)).toBe("sync_stalled");
  });
});
