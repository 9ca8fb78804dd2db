import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { address, credential } from "../shared/form/schemas.ts";

export const trytonConfig = z.object({
  address: described(address, {
    title: "Address",
    widget: "address",
    group: "Connection",
    placeholder: "https://tryton.example.com",
  }),
  database: described(z.string().regex(/^[^/?#\s]+$/, "A database's name has no slash or space"), {
    title: "Database",
    group: "Connection",
  }),
  user: described(z.string().min(1), { title: "Login", group: "Connection" }),
  password: described(credential("Password"), { title: "Password", widget: "secret", group: "Connection" }),
  company: described(z.int().min(1).default(1), {
    title: "Company",
    group: "Stock",
    help: "Its id; without one Tryton would add all companies up.",
  }),
  available: described(z.enum(["warehouse", "storage"]).default("warehouse"), {
    title: "Available is what is free in",
    group: "Stock",
    options: {
      warehouse: "the whole warehouse, goods just received or picked included",
      storage: "the storage zone only",
    },
  }),
});
export type TrytonConfig = z.infer<typeof trytonConfig>;
