import { formatQuantity, type Instant, type Quantity, type System } from "../inventory/index.ts";
import type { Case } from "./case.ts";
import type { Evidence, EvidenceKind } from "./finding.ts";
import type { LoggedEvent } from "./inquiry.ts";

export function evidence(
  kind: EvidenceKind,
  system: System | null,
  at: Instant | null,
  text: string,
  values: Evidence["values"] = {},
): Evidence {
  return { kind, system, at, text, values };
}

export function eventEvidence(event: LoggedEvent): Evidence {
  const { at, system, kind, delta, note } = event;
  return evidence("event", system, at, [kind.replaceAll("_", " "), note].filter(Boolean).join(": "), {
    delta,
  });
}

/** Units as people write them; "unknown" where nobody says. */
export function units(quantity: number | null): string {
  return quantity === null ? "unknown" : formatQuantity(quantity as Quantity);
}

export function number(quantity: number | null | undefined): number | null {
  return quantity === null || quantity === undefined ? null : quantity / 1_000_000;
}

/** Both sides of the broken handoff as they stand. */
export function bothSides({ pair, up, down, upSide, downSide }: Case): Evidence {
  const said = (missing: boolean, value: number | null): string =>
    missing ? "has no row" : `says ${units(value)}`;
  return evidence(
    "values",
    pair.into,
    downSide.observedAt,
    `The ${pair.from} ${said(upSide.missing, up)}, the ${pair.into} ${said(downSide.missing, down)}.`,
    { [pair.from]: upSide.missing ? null : number(up), [pair.into]: downSide.missing ? null : number(down) },
  );
}

/** "The erp shows what the wms showed until 09:40." */
export function staleness({ pair, story, down }: Case): readonly Evidence[] {
  if (story.shownUpstreamAt === null) return [];
  return [
    evidence(
      "history",
      pair.into,
      story.shownUpstreamAt,
      `The ${pair.into} shows ${units(down)}, which the ${pair.from} showed until then.`,
      { [pair.into]: number(down) },
    ),
  ];
}
