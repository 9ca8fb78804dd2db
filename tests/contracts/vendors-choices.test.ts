import { connectors } from "../../app/connectors/registry.ts";
import type { Connector } from "../../app/connectors/contract.ts";
import type { Told, VendorSimulator } from "../../sandbox/vendors/contract.ts";
import { simulatorOf } from "../../sandbox/vendors/index.ts";
import { vendorContract } from "./vendor.ts";

/** Choices in a connector's form that read by quite another way than the one that the simulator's own configuration takes. */
interface Choice {
  readonly vendor: string;
  readonly choice: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** What the other way does not tell. */
  readonly untold?: readonly string[];
}

const choices: readonly Choice[] = [
  { vendor: "shiphero", choice: "by snapshots", config: { sweep: "snapshot" } },
  {
    vendor: "extensiv",
    choice: "for one customer",
    config: { customerId: "7" },
    untold: ["committed"],
  },
];

for (const choice of choices) {
  const connector = connectors.find(({ id }) => id === choice.vendor);
  if (!connector) throw new Error(`There is no connector ${choice.vendor}`);
  vendorContract(named(connector, choice), chosen(await simulatorOf(choice.vendor), choice));
}

function named(connector: Connector, { choice }: Choice): Connector {
  return { ...connector, name: `${connector.name} ${choice}` };
}

function chosen(simulator: VendorSimulator, { config, untold = [] }: Choice): VendorSimulator {
  const without = (told: Told | null): Told | null =>
    told && {
      ...told,
      states: Object.fromEntries(Object.entries(told.states).filter(([state]) => !untold.includes(state))),
    };
  return {
    ...simulator,
    states: simulator.states.filter((state) => !untold.includes(state)),
    tells: (row) => without(simulator.tells(row)),
    async start(options) {
      const vendor = await simulator.start(options);
      // Not a copy: what has happened so far is told by getters.
      return Object.create(vendor, {
        config: { value: (account?: never) => ({ ...(vendor.config(account) as object), ...config }) },
      }) as typeof vendor;
    },
  };
}
