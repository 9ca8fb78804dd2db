import type { Instant } from "../../inventory/index.ts";
import type { Domain } from "./search.ts";
import { stampOf } from "./values.ts";

/** Written since, or created since and never written. Stamps are of a transaction's start, so callers overlap. */
export function changedSince(since: Instant): Domain {
  const at = stampOf(since);
  return [
    [
      "OR",
      ["write_date", ">=", at],
      [
        ["write_date", "=", null],
        ["create_date", ">=", at],
      ],
    ],
  ];
}
