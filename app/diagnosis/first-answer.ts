import { isLate, type Case } from "./case.ts";
import type { FirstAnswer } from "./finding.ts";

/** Near-identical times with different numbers mean another calculation. */
const SAME_MOMENT = 60_000;

/**
 * The first question of every diagnosis: is a number late, or was it calculated in another way? History is the better witness;
 * the systems' own times answer where there is none.
 */
export function firstAnswer(each: Case): FirstAnswer {
  if (isLate(each)) return "timing";
  if (each.story.agreedAt !== null && each.story.mover !== "up") return "rule";
  const [up, down] = [each.upSide.updatedAt, each.downSide.updatedAt];
  if (up === null || down === null) return "open";
  if (Math.abs(up - down) <= SAME_MOMENT) return "rule";
  return up > down + each.window ? "timing" : "rule";
}
