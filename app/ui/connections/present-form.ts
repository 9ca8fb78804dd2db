import type { FormField } from "../../connectors/config.ts";
import type { StockPart } from "../../connectors/contract.ts";
import { usualSweepHours, type Connection } from "../../shops/shop.ts";
import { states } from "../../inventory/index.ts";
import { connectionTexts as texts } from "../texts/connections.ts";
import { countName } from "../texts/states.ts";
import { roleHelp, systemNames } from "../texts/systems.ts";
import type { ConnectorCard, ConnectorFormData } from "../../use-cases/contract.ts";
import type { CardView, FieldGroupView, FormView } from "./view.ts";

export function presentCards(connectors: readonly ConnectorCard[]): readonly CardView[] {
  return connectors.map(({ id, name, summary, roles, capabilities }) => ({
    id,
    href: formHref(id),
    name,
    summary,
    roles: texts.choose.roles(roles.map((role) => systemNames[role]).join(" / ")),
    capabilities: Object.entries(texts.capabilities).flatMap(([capability, label]) =>
      new Map(Object.entries(capabilities)).get(capability) === true ? [label] : [],
    ),
  }));
}

/** Where a connector's empty form stands. */
export function formHref(connector: string): string {
  return `/app/connections/new?${new URLSearchParams({ connector }).toString()}`;
}

/** `chosen` is what the connection already has; a new one starts with the connector's own name. */
export function presentForm(
  data: ConnectorFormData,
  chosen: Pick<Connection, "name" | "role" | "sparse" | "sweepEveryHours"> | null,
): FormView {
  const { connector, fields, stored, roles } = data;
  return {
    connector: connector.id,
    name: chosen?.name ?? connector.name,
    role: chosen?.role ?? roles[0] ?? "",
    roles: roles.map((role) => ({ value: role, label: roleHelp[role] })),
    sparse: chosen?.sparse ?? false,
    sweepEveryHours: connector.capabilities.changedSince
      ? String(chosen?.sweepEveryHours ?? usualSweepHours)
      : null,
    groups: groupFields(fields),
    values: { ...defaultsOf(fields), ...stored.values },
    storedSecrets: stored.storedSecrets,
    states: states.flatMap((state) => {
      const contains = data.states[state];
      return contains === undefined
        ? []
        : [{ name: countName(state), contains, parts: partsText(data.contains?.[state]) }];
    }),
  };
}

function partsText(parts: readonly StockPart[] | undefined): string | null {
  return parts === undefined ? null : texts.form.parts(parts.map((part) => texts.parts[part]).join(" + "));
}

/** In the order in which each group first comes. */
function groupFields(fields: readonly FormField[]): readonly FieldGroupView[] {
  const groups = Map.groupBy(fields, (field) => field.group ?? texts.form.otherGroup);
  return [...groups].map(([name, inside]) => ({ name, fields: inside }));
}

function defaultsOf(fields: readonly FormField[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap(({ name, defaultValue }) =>
      defaultValue === null ? [] : [[name, defaultValue] as const],
    ),
  );
}
