import { z } from "zod";
import { described } from "./meta.ts";

/** Where a row's location code comes from: a field of the row, or one code for the whole feed. */
export const locationSource = z.discriminatedUnion("from", [
  described(
    z.object({
      from: z.literal("field"),
      field: described(z.string().min(1), { title: "Field of the location code", placeholder: "warehouse" }),
    }),
    { title: "A field of each row" },
  ),
  described(
    z.object({
      from: z.literal("fixed"),
      code: described(z.string().min(1), {
        title: "Location code",
        help: "All rows are of this one location.",
      }),
    }),
    { title: "One location for everything" },
  ),
]);
