import { z } from "zod";
import { described } from "./meta.ts";
import { credential } from "./schemas.ts";

/** The ways to sign in that need no request of their own; choices of a union over "method". */
export const plainAuth = [
  described(z.object({ method: z.literal("none") }), { title: "None" }),
  described(
    z.object({
      method: z.literal("header"),
      header: described(
        z.string().regex(/^[\w-]+$/, "A header's name has letters, digits and hyphens only"),
        {
          title: "Header",
          placeholder: "X-Api-Key",
        },
      ),
      value: credential("Key"),
    }),
    { title: "API key in a header" },
  ),
  described(
    z.object({
      method: z.literal("basic"),
      user: described(z.string().min(1), { title: "User name" }),
      password: credential("Password"),
    }),
    { title: "User name and password" },
  ),
  described(z.object({ method: z.literal("bearer"), token: credential("Token") }), { title: "Bearer token" }),
] as const;
