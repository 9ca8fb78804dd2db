import { z } from "zod";
import type { Instant } from "../../inventory/index.ts";
import { parseInstant } from "../shared/dates.ts";

const time = z
  .string()
  .nullish()
  .transform((text): Instant | null => (text ? instantOrNull(text) : null));
/** Numbers arrive as their text. */
const count = z
  .string()
  .regex(/^\d+$/, "is not a count")
  .nullish()
  .transform((text) => Number(text ?? 0));

function instantOrNull(text: string): Instant | null {
  try {
    return parseInstant(text, "iso", "UTC");
  } catch {
    return null;
  }
}

export const flowsAnswer = z.array(
  z.object({ _id: z.string(), name: z.string().nullish(), disabled: z.boolean().nullish() }),
);
export const jobsAnswer = z.array(
  z.object({
    _id: z.string(),
    _flowId: z.string().nullish(),
    status: z.string(),
    startedAt: time,
    endedAt: time,
    createdAt: time,
    numSuccess: count,
    numError: count,
    numPagesGenerated: count,
    numPagesProcessed: count,
  }),
);
export type Job = z.infer<typeof jobsAnswer>[number];

export const errorCountsAnswer = z.object({
  flowErrors: z.array(z.object({ _expOrImpId: z.string(), numError: count, lastErrorAt: time })),
});
