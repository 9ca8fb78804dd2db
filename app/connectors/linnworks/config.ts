import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { credential } from "../shared/form/schemas.ts";
import { vendorAddress } from "../shared/form/vendor-address.ts";

/** Linnworks, as an application that was installed in the account. */
export const linnworksConfig = z.object({
  applicationId: described(z.string().trim().min(1), { title: "Application id", group: "Connection" }),
  applicationSecret: described(credential("Application secret"), {
    title: "Application secret",
    widget: "secret",
    group: "Connection",
  }),
  token: described(credential("Installation token"), {
    title: "Installation token",
    widget: "secret",
    group: "Connection",
    help: "Shown once when the application is installed in Linnworks.",
  }),
  address: vendorAddress(
    "https://api.linnworks.net",
    "Where applications sign in; Linnworks then names the server of the account.",
  ),
});
export type LinnworksConfig = z.infer<typeof linnworksConfig>;
