import { z } from "zod";
import { systems, type Instant } from "../../inventory/index.ts";

/** What a system may report by itself. All of it is a hint: what is judged is read afresh. */
export const reportKinds = ["event", "queue", "changed", "run"] as const;
export type ReportKind = (typeof reportKinds)[number];

export interface Report {
  /** The sender's own id: the same one twice is one report. */
  readonly id: string;
  readonly kind: ReportKind;
  readonly at: Instant;
  readonly code: string | null;
  readonly item: string | null;
  /** What else the kind has, as it came. */
  readonly body: Readonly<Record<string, unknown>>;
}

const text = z.string().min(1).max(200);
const count = z.int().min(0).max(1_000_000_000);
const time = z.iso.datetime({ offset: true }).transform((at) => Date.parse(at));
const common = { id: text, at: time };
/** The system written into; left out: the one that the connection stands for. */
const into = z.enum(systems).optional();

const report = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("event"),
    event: text,
    code: text.optional(),
    item: text.optional(),
    delta: z
      .string()
      .regex(/^-?\d{1,12}(\.\d{1,6})?$/)
      .optional(),
    note: z.string().max(2_000).optional(),
    into,
  }),
  z.strictObject({
    ...common,
    kind: z.literal("queue"),
    queued: count.optional(),
    failed: count.optional(),
    throttled: count.optional(),
    oldestQueuedAt: z.iso.datetime({ offset: true }).optional(),
    lastSuccessAt: z.iso.datetime({ offset: true }).optional(),
    into,
  }),
  z.strictObject({ ...common, kind: z.literal("changed"), item: text, code: text.optional() }),
  z.strictObject({
    ...common,
    kind: z.literal("run"),
    requestId: text,
    status: z.enum(["done", "failed"]),
    processed: count.optional(),
    failed: count.optional(),
    into,
  }),
]);
const message = z.strictObject({ reports: z.array(report).min(1).max(500) });

/** The reports of a message, or what is wrong with it in a sentence. */
export function readReports(json: string): readonly Report[] | { readonly problem: string } {
  const parsed = message.safeParse(parseOrNull(json));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: `${issue?.path.join(".") || "the message"}: ${issue?.message ?? "does not fit"}` };
  }
  return parsed.data.reports.map(({ id, kind, at, ...rest }) => {
    const { code = null, item = null, ...body } = rest as Readonly<Record<string, unknown>>;
    return { id, kind, at, code: code as string | null, item: item as string | null, body };
  });
}

function parseOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
