import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { dateFormat } from "../shared/form/schemas.ts";

const time = described(dateFormat, { title: "Format of times" });
const field = (title: string, help?: string) =>
  described(z.string().min(1).optional(), { title, ...(help !== undefined && { help }) });

/** Where the system tells what happened: receipts, adjustments, orders, runs of its syncs. */
export const eventsConfig = z.object({
  path: described(z.string().min(1), {
    title: "Path of the log",
    help: "{since} stands for the time from which on lines are wanted, in the format below. Left empty, the log is not read.",
    placeholder: "/log?since={since}",
  }),
  records: described(z.string().default(""), { title: "Path to the lines in the answer" }),
  at: described(z.string().min(1), { title: "Field of the time", placeholder: "time" }),
  timeFormat: time,
  kind: described(z.string().min(1), { title: "Field of what happened", placeholder: "type" }),
  kinds: described(z.record(z.string(), z.string()).optional(), {
    title: "What the system's words mean",
    help: "One per line, as its word: ours. Ours are receipt, pick, adjustment, cycle_count, transfer_out, transfer_in, order, cancellation, return, sync_run, sync_failed, throttled, location_added, location_deactivated, channel_added, mapping_changed, config_changed, system_updated. Other words become notes.",
  }),
  item: field("Field of the item number or SKU"),
  location: field("Field of the location"),
  delta: field("Field of the change in units"),
  note: field("Field of the remark"),
  into: field("Field of the system written into", "For runs of a sync: erp, wms or storefront."),
});

/** Where the system tells of its queues. */
export const healthConfig = z.object({
  path: described(z.string().min(1), {
    title: "Path of the queues",
    help: "Left empty, queues are not read.",
    placeholder: "/integrations",
  }),
  records: described(z.string().default(""), { title: "Path to the queues in the answer" }),
  queued: field("Field of how many wait"),
  failed: field("Field of how many failed"),
  throttled: field("Field of how many calls were refused"),
  oldestQueued: field("Field of the time of the oldest that waits"),
  lastSuccess: field("Field of the time of the last success"),
  into: field("Field of the system written into", "erp, wms or storefront; left empty, it is this system."),
  timeFormat: time,
});

export type EventsConfig = z.infer<typeof eventsConfig>;
export type HealthConfig = z.infer<typeof healthConfig>;
