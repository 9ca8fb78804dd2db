import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { address, credential, timeZone } from "../shared/form/schemas.ts";

export const erpnextConfig = z.object({
  address: described(address, {
    title: "Address of the site",
    widget: "address",
    group: "Connection",
    placeholder: "https://mycompany.erpnext.com",
  }),
  apiKey: described(z.string().min(1), {
    title: "API key",
    group: "Connection",
    help: "Of a user of its own: Settings > API Access > Generate Keys.",
  }),
  apiSecret: described(credential("API secret"), {
    title: "API secret",
    widget: "secret",
    group: "Connection",
  }),
  timeZone: described(timeZone, {
    title: "Time zone of the site",
    group: "Stock",
    help: "As System Settings has it; ERPNext writes times without a zone.",
    placeholder: "Asia/Kolkata",
  }),
  company: described(z.string().min(1).optional(), {
    title: "Company",
    group: "Stock",
    help: "Left empty, the warehouses of all companies that the user may see.",
  }),
});
export type ErpnextConfig = z.infer<typeof erpnextConfig>;
