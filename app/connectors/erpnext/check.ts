import { z } from "zod";
import type { CheckResult, ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { sampleOf } from "../shared/sample.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { get } from "./client.ts";
import type { ErpnextConfig } from "./config.ts";
import { sweep } from "./sweep.ts";

const chosen = {
  states: [
    ["on_hand", "actual_qty"],
    ["committed", "reserved_qty"],
    ["incoming", "ordered_qty"],
  ],
  changedAt: "modified",
} as const;

export async function check(config: ErpnextConfig, context: ConnectorContext): Promise<CheckResult> {
  const { sample, warnings } = await sampleOf(sweep(config, context, { limit: 50 }), chosen);
  const [zone, rights] = await Promise.all([zoneWarning(config, context), rightsWarning(config, context)]);
  return { sample, warnings: [...warnings, ...zone, ...rights] };
}

/** Bins carry times without a zone, so a wrong one would shift every comparison. */
async function zoneWarning(config: ErpnextConfig, context: ConnectorContext): Promise<readonly string[]> {
  const answer = await ifAnswered("/api/method/frappe.client.get_time_zone", config, context);
  const zone = jsonAt(answer, "message.time_zone");
  if (typeof zone !== "string" || zone === config.timeZone || !/^[\w/+-]{1,60}$/.test(zone)) return [];
  return [`The site's time zone is ${zone}, not ${config.timeZone}.`];
}

const writers = new Set(["Administrator", "System Manager", "Stock Manager", "Stock User", "Item Manager"]);
const userRoles = z.object({ data: z.object({ roles: z.array(z.object({ role: z.string() })) }) });

async function rightsWarning(config: ErpnextConfig, context: ConnectorContext): Promise<readonly string[]> {
  const user = jsonAt(
    await ifAnswered("/api/method/frappe.auth.get_logged_user", config, context),
    "message",
  );
  if (typeof user !== "string") return [];
  const document = await ifAnswered(`/api/resource/User/${encodeURIComponent(user)}`, config, context);
  const roles = userRoles.safeParse(document).data?.data.roles.map(({ role }) => role) ?? [];
  const wide = user === "Administrator" ? ["Administrator"] : roles.filter((role) => writers.has(role));
  return wide.length === 0
    ? []
    : [`The user may change stock (${wide.join(", ")}). Reading needs a role of its own that may only read.`];
}

/** What cannot be asked is nothing to warn of. */
async function ifAnswered(path: string, config: ErpnextConfig, context: ConnectorContext): Promise<Json> {
  return get(belowAddress(config.address, path), config, context).catch((error: unknown) => {
    if (error instanceof ConnectorError) return null;
    throw error;
  });
}
