import type { z } from "zod";
import { described } from "./meta.ts";
import { address } from "./schemas.ts";

/** The vendor's own address, which few need to change: another region, a sandbox, a proxy of one's own. */
export function vendorAddress(usual: string, help: string): z.ZodDefault<typeof address> {
  return described(address.default(usual), {
    title: "Address",
    widget: "address",
    group: "Connection",
    help,
    placeholder: usual,
    order: 1,
  });
}
