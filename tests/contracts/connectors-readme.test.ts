import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { connectors } from "../../app/connectors/registry.ts";
import { stockParts } from "../../app/connectors/contract.ts";

describe.each(connectors.map((connector) => [connector.id, connector] as const))(
  "the connector %s",
  (id, connector) => {
    const readme = readFileSync(new URL(`../../app/connectors/${id}/README.md`, import.meta.url), "utf8");

    it("has a README of at most 40 lines with least rights and a confidence", () => {
      expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
      expect(readme).toMatch(/^# /);
      expect(readme).toMatch(/least (rights|scope)|rights/i);
      expect(readme).toMatch(/confidence/i);
    });

    it.runIf(connector.holdsStock !== false)("says in its README what quantities mean", () => {
      expect(readme).toMatch(/on_hand|on hand|quantit/i);
    });

    it("says of each state what it contains, in parts that differ from each other", () => {
      for (const [state, parts = []] of Object.entries(connector.contains ?? {})) {
        expect(Object.keys(connector.states), state).toContain(state);
        expect(parts.length, state).toBeGreaterThan(0);
        expect(new Set(parts).size, state).toBe(parts.length);
        expect(stockParts).toEqual(expect.arrayContaining([...parts]));
      }
    });

    it.runIf(connector.holdsStock !== false && connector.contains !== undefined)(
      "never calls available what on_hand leaves out, but for what was sold before it existed",
      () => {
        const { on_hand: all = [], available = [] } = connector.contains ?? {};
        const beyond = available.filter((part) => part !== "oversold" && !all.includes(part));
        expect(beyond).toEqual([]);
      },
    );
  },
);
