import type { Selection } from "../../use-cases/contract.ts";
import { homeSearch, readHomeQuery } from "../../use-cases/home-query.ts";

/** A selection as a form or an address carries it. */
export function selectionFields(selection: Selection): Readonly<Record<string, string>> {
  return selection.kind === "some"
    ? { ids: selection.ids.join(",") }
    : { all: homeSearch({ ...selection.query, after: null }) };
}

export function readSelection(given: Pick<URLSearchParams, "get"> | FormData): Selection {
  const text = (name: string) => {
    const value = given.get(name);
    return typeof value === "string" ? value : null;
  };
  const all = text("all");
  if (all !== null) return { kind: "all", query: readHomeQuery(new URLSearchParams(all)) };
  return { kind: "some", ids: (text("ids") ?? "").split(",").slice(0, 2_000) };
}
