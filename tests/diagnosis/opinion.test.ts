import { describe, expect, it } from "vitest";
import { agreeing, at, downstream, findingsOf, upstream } from "./support/scene.ts";
import { Opinion } from "../../app/diagnosis/opinion.ts";

const unknown = findingsOf({ keys: { "KC-0": { erp: [10], storefront: [13] } } })[0]!;
const edit = findingsOf({ keys: { OK: agreeing(5), "KC-0": downstream([8], [8, 15]) } })[0]!;
const frozen = findingsOf({
  keys: Object.fromEntries([0, 1, 2].map((index) => [`KC-${index}`, upstream([10, 12 + index], [10])])),
  readings: 5,
})[0]!;

const waiting = findingsOf({
  keys: { OK: agreeing(5), "KC-0": upstream([10, 34], [10]) },
  events: [{ at: at(1), system: "erp", kind: "throttled" }],
  readings: 4,
})[0]!;
const late = findingsOf({
  keys: { OK: agreeing(5), "KC-0": upstream([10, 12, 14, 16, 18, 20], [10, 10, 10, 10, 12, 14]) },
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

  it("holds to a limit that a system told of when the numbers behind it arrive late", () => {
    expect([waiting.cause, late.cause]).toEqual(["throttled_backlog", "sync_lag"]);
    expect(opinionOf(waiting, late)).toBe("throttled_backlog");
    expect(opinionOf(late, waiting)).toBe("throttled_backlog");
    expect(opinionOf(frozen, late)).toBe("sync_lag");
  });

  it("keeps the stronger proof, whichever came first", () => {
    expect(opinionOf(edit, frozen)).toBe("sync_stalled");
    expect(opinionOf(frozen, edit)).toBe("sync_stalled");
  });
});
