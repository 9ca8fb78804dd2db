import { z } from "zod";
import { described } from "../../shared/form/meta.ts";

const size = described(z.int().min(1).max(10_000).default(200), { title: "Rows per page" });
const sizeParameter = described(z.string().optional(), {
  title: "Parameter of the page size",
  help: "Left empty, the system chooses.",
  placeholder: "limit",
});

export const pagination = z.discriminatedUnion("style", [
  described(z.object({ style: z.literal("none") }), { title: "Everything in one answer" }),
  described(
    z.object({
      style: z.literal("page"),
      pageParameter: described(z.string().min(1).default("page"), { title: "Parameter of the page number" }),
      firstPage: described(z.int().min(0).default(1), { title: "Number of the first page" }),
      sizeParameter,
      size,
    }),
    { title: "Page numbers" },
  ),
  described(
    z.object({
      style: z.literal("offset"),
      offsetParameter: described(z.string().min(1).default("offset"), { title: "Parameter of the offset" }),
      sizeParameter,
      size,
    }),
    { title: "Offset" },
  ),
  described(
    z.object({
      style: z.literal("cursor"),
      cursorParameter: described(z.string().min(1).default("cursor"), { title: "Parameter of the cursor" }),
      cursorField: described(z.string().min(1).default("next_cursor"), {
        title: "Field of the next cursor",
        help: "Its absence, null or an empty text ends the list.",
      }),
      sizeParameter,
      size,
    }),
    { title: "Cursor" },
  ),
  described(
    z.object({
      style: z.literal("link"),
      nextField: described(z.string().optional(), {
        title: "Field of the next address",
        help: "Left empty, the Link header is followed.",
      }),
      sizeParameter,
      size,
    }),
    { title: "Address of the next page" },
  ),
]);
export type Pagination = z.infer<typeof pagination>;
