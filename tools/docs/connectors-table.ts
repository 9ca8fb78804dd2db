import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Capabilities, Connector } from "../../app/connectors/contract.ts";
import { connectors } from "../../app/connectors/registry.ts";
import { states } from "../../app/inventory/index.ts";

const page = join(import.meta.dirname, "..", "..", "docs", "connectors.md");

const columns: Readonly<Record<keyof Capabilities, string>> = {
  changedAt: "row times",
  probe: "single keys",
  changedSince: "changed since",
  resumes: "resumes",
  events: "events",
  health: "health",
  resync: "resync",
  rights: "rights",
};

/** docs/connectors.md with its two tables as the declarations say. Run as a program it writes the page. */
export function currentPage(): string {
  const text = readFileSync(page, "utf8");
  return replaced(replaced(text, "capabilities", capabilityTable()), "states", stateTable());
}

function capabilityTable(): string {
  const keys = Object.keys(columns) as (keyof Capabilities)[];
  const rows = connectors.map(({ id, name, roles, capabilities }) => [
    name,
    `\`${id}\``,
    roles.map((role) => role.toUpperCase()).join(", "),
    ...keys.map((key) => (capabilities[key] ? "yes" : "–")),
  ]);
  return table(["System", "id", "Role", ...Object.values(columns)], rows);
}

function stateTable(): string {
  const named = connectors.filter(
    ({ contains, holdsStock }) => contains !== undefined && holdsStock !== false,
  );
  return table(
    ["System", ...states.map((state) => `\`${state}\``)],
    named.map((connector) => [connector.name, ...states.map((state) => partsOf(connector, state))]),
  );
}

function partsOf({ contains }: Connector, state: (typeof states)[number]): string {
  return contains?.[state]?.join(" + ").replaceAll("_", " ") ?? "";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function replaced(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: generated -->`, `<!-- ${name}: end -->`];
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/connectors.md has no place for ${name}`);
  return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}

if (import.meta.main) writeFileSync(page, currentPage());
