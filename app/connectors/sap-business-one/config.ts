import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { address, credential } from "../shared/form/schemas.ts";

export const sapBusinessOneConfig = z.object({
  address: described(address, {
    title: "Address of the Service Layer",
    widget: "address",
    group: "Connection",
    help: "Without /b1s. Its certificate must be one that this app's machine trusts.",
    placeholder: "https://sap.example.com:50000",
  }),
  version: described(z.enum(["v1", "v2"]).default("v2"), {
    title: "Version of the Service Layer",
    group: "Connection",
    options: { v1: "v1 (OData 3)", v2: "v2 (OData 4)" },
  }),
  companyDb: described(z.string().min(1), {
    title: "Company database",
    group: "Connection",
    placeholder: "SBODEMOUS",
  }),
  user: described(z.string().min(1), {
    title: "User",
    group: "Connection",
    help: "One of its own: Service Layer keeps one session per user.",
  }),
  password: described(credential("Password"), { title: "Password", widget: "secret", group: "Connection" }),
  pageSize: described(z.int().min(1).max(5_000).default(500), {
    title: "Rows in a page",
    group: "Stock",
    help: "A page of 500 items in 20 warehouses is about 2 MB.",
  }),
});
export type SapBusinessOneConfig = z.infer<typeof sapBusinessOneConfig>;
