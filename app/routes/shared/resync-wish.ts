import type { ResyncSubject, ResyncWish } from "../../use-cases/contract.ts";

/**
 * `?discrepancy=ID&discrepancy=ID`, or several in one, parted by commas; `?incident=ID`; `?product=GID` or `?variant=GID` with
 * `location` once or several times; `route` and `insistence` as the form sends them.
 */
export function readWish(search: URLSearchParams): ResyncWish {
  const route = search.get("route");
  return {
    subject: subjectOf(search),
    route: route === "ask" || route === "set" ? route : null,
    insistence: search.get("insistence")?.trim() || null,
  };
}

function subjectOf(search: URLSearchParams): ResyncSubject {
  const incident = search.get("incident");
  if (incident !== null) return { kind: "incident", id: incident };
  const [variantId, productId] = [search.get("variant"), search.get("product")];
  const product = variantId !== null ? { variantId } : productId !== null ? { productId } : null;
  if (product) {
    const locations = search.getAll("location").filter((id) => id !== "");
    return { kind: "product", product, locations: locations.length === 0 ? null : locations };
  }
  const ids = search.getAll("discrepancy").flatMap((some) => some.split(","));
  return { kind: "discrepancies", ids: ids.filter((id) => id !== "") };
}

export function wishHref({ subject, route, insistence }: ResyncWish): string {
  const search = new URLSearchParams(subjectIn(subject));
  if (route !== null) search.set("route", route);
  if (insistence !== null) search.set("insistence", insistence);
  return `/app/resyncs/new?${search.toString()}`;
}

function subjectIn(subject: ResyncSubject): [string, string][] {
  switch (subject.kind) {
    case "discrepancies":
      return [["discrepancy", subject.ids.join(",")]];
    case "incident":
      return [["incident", subject.id]];
    case "product": {
      const { product, locations } = subject;
      return [
        "variantId" in product ? ["variant", product.variantId] : ["product", product.productId],
        ...(locations ?? []).map((id): [string, string] => ["location", id]),
      ];
    }
  }
}
