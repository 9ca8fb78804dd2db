import { connectedRoles, systems, type System } from "../inventory/index.ts";
import type { ComparisonSetup } from "./contract.ts";
import { numberOf, STOREFRONT } from "./setup.ts";

/** How one system takes part at one location. */
export interface Part {
  /** A row that should be there and is not may still exist, because the reading broke off. */
  readonly cutShort: boolean;
  /** How many codes of this system stand for the location. */
  readonly codes: number;
}

/** Which readings arrived, and so who takes part where. */
export class Participation {
  readonly #complete = new Map<string, boolean>();

  complete(system: System, connectionId: string | null, cutShort: boolean): void {
    this.#complete.set(readingOf(system, connectionId), cutShort);
  }

  /** The bytes themselves showed that the storefront's reading broke off. */
  storefrontBrokeOff(): void {
    if (this.hasStorefront) this.complete("storefront", null, true);
  }

  get hasStorefront(): boolean {
    return this.#complete.has(readingOf("storefront", null));
  }

  /** By location and system number; null where the system is absent or was not read. */
  parts(setup: ComparisonSetup): readonly (readonly (Part | null)[])[] {
    const codes = codesByLocation(setup);
    const storefront = this.#partOf([null], "storefront", 1);
    return setup.locations.map(({ id }) =>
      systems.map((system) => {
        if (system === "storefront") return storefront;
        const connections = codes.get(id)?.[numberOf(system)] ?? [];
        return connections.length === 0 || !setup.systems.has(system)
          ? null
          : this.#partOf(connections, system, connections.length);
      }),
    );
  }

  /** By location: some system that should take part was not read. */
  unread(setup: ComparisonSetup): readonly boolean[] {
    const codes = codesByLocation(setup);
    const parts = this.parts(setup);
    return setup.locations.map(({ id }, location) => {
      const own = parts[location];
      const connected = connectedRoles.some(
        (role) =>
          setup.systems.has(role) && codes.get(id)?.[numberOf(role)]?.length && !own?.[numberOf(role)],
      );
      return connected || !own?.[STOREFRONT];
    });
  }

  #partOf(connections: readonly (string | null)[], system: System, codes: number): Part | null {
    const readings = connections.map((connection) => this.#complete.get(readingOf(system, connection)));
    return readings.includes(undefined) ? null : { cutShort: readings.includes(true), codes };
  }
}

/** By location id and system number the connection of each code. */
function codesByLocation(setup: ComparisonSetup): ReadonlyMap<string, readonly (readonly string[])[]> {
  const found = new Map<string, string[][]>();
  for (const { locationId, role, connectionId } of setup.codes) {
    const own = found.get(locationId) ?? systems.map(() => []);
    found.set(locationId, own);
    own[numberOf(role)]?.push(connectionId);
  }
  return found;
}

function readingOf(system: System, connectionId: string | null): string {
  return JSON.stringify([system, connectionId]);
}
