import type { System } from "../../inventory/index.ts";
import type { HomeData, HomeQuery } from "../../use-cases/contract.ts";
import type { Format } from "../format.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import { presentRows } from "./present-rows.ts";
import { presentTrouble } from "./present-trouble.ts";
import type { GroupView } from "./view.ts";

const texts = discrepancyTexts.groups;

/** The rows of the page: in one piece, or incident by incident in the order in which they come. */
export function presentGroups(
  { discrepancies, names, incidents }: HomeData,
  { grouped }: HomeQuery,
  shown: readonly System[],
  format: Format,
): readonly GroupView[] {
  if (!grouped) return flatGroups(discrepancies, shown, format, names);
  const parts = Map.groupBy(discrepancies, ({ discrepancy }) => discrepancy.incidentId);
  return [...parts].map(([id, rows]): GroupView => {
    const incident = incidents.find(({ incidentId }) => incidentId === id);
    const told = id !== null && incident ? presentTrouble(incident, names, format) : null;
    return {
      id: id ?? "none",
      title: told?.title ?? texts.none,
      help: told ? [told.cause, ...told.facts].filter((fact) => fact !== null).join(" · ") : texts.noneHelp,
      href: id === null ? null : `/app/incidents/${id}`,
      rows: presentRows(rows, shown, format, names).map((row) => ({
        ...row,
        id: `${id ?? "none"} ${row.id}`,
      })),
    };
  });
}

/** All rows in one group without a title. */
export function flatGroups(...given: Parameters<typeof presentRows>): readonly GroupView[] {
  const rows = presentRows(...given);
  return rows.length === 0 ? [] : [{ id: "all", title: null, help: null, href: null, rows }];
}
