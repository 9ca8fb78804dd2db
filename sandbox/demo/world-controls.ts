import type { FaultView, Happening as HappeningView, SandboxControls, SystemView } from "../admin/ports.ts";
import { faultNames, isFaultName } from "../world/faults/names.ts";
import type { Happening } from "../world/journal.ts";
import type { TruthEntry } from "../world/truth.ts";
import type { World } from "../world/world.ts";

export interface ControlledSystem extends Omit<SystemView, "trouble" | "troubles"> {
  /** The ways in which it can misbehave, and the present one; null: it is well. */
  readonly trouble: {
    readonly kinds: readonly string[];
    readonly now: () => string | null;
    readonly set: (kind: string | null) => void;
  };
}

const latest = 40;
const pace = 500;

/** The levers of a running world. It advances with the clock until `stop`. */
export function controlWorld(
  world: World,
  systems: readonly ControlledSystem[],
  clock: () => number,
): SandboxControls & { stop(): void } {
  let paused = false;
  const timer = setInterval(() => {
    if (!paused) world.step(clock());
  }, pace);
  const system = (id: string): ControlledSystem => {
    const found = systems.find((candidate) => candidate.id === id);
    if (found === undefined) throw new RangeError(`There is no system ${id}.`);
    return found;
  };
  return {
    stop: () => clearInterval(timer),
    now: () => new Date(world.now()),
    isPaused: () => paused,
    pause: () => void (paused = true),
    resume: () => void (paused = false),
    faults: () =>
      world.truth.filter((entry) => entry.healedAt === null).map((entry) => faultView(world, entry)),
    faultNames: () => faultNames,
    inject: (name) => {
      if (isFaultName(name)) world.inject({ name });
    },
    heal: (id) => world.heal(Number(id)),
    systems: () => systems.map(systemView),
    trouble: (id, kind) => system(id).trouble.set(kind),
    happenings: () =>
      world
        .happenings(world.now() - 3_600_000)
        .slice(-latest)
        .reverse()
        .map((happening) => happeningView(world, happening)),
  };
}

const systemView = ({ trouble, ...described }: ControlledSystem): SystemView => ({
  ...described,
  trouble: trouble.now(),
  troubles: trouble.kinds,
});

const handoffNames = { wms_erp: "WMS to ERP", erp_storefront: "ERP to storefront" } as const;

const placeName = (world: World, id: string): string =>
  world.places.find((place) => place.id === id)?.name ?? id;

function faultView(world: World, entry: TruthEntry): FaultView {
  const places = [...new Set(entry.keys.map(({ locationId }) => placeName(world, locationId)))];
  return {
    id: String(entry.id),
    name: entry.fault,
    since: new Date(entry.injectedAt),
    description: `${handoffNames[entry.handoff]}, ${entry.flow}, at ${places.join(", ") || "no location"}`,
    keys: entry.keys.length,
  };
}

function happeningView(
  world: World,
  { at, teller, kind, sku, locationId, delta, note }: Happening,
): HappeningView {
  const what = [kind.replaceAll("_", " "), delta === null ? null : signed(delta), sku];
  const where = locationId === null ? null : `at ${placeName(world, locationId)}`;
  const text = [...what, where].filter((part) => part !== null).join(" ");
  return { at: new Date(at), text: `${teller.toUpperCase()}: ${text}${note === null ? "" : `, ${note}`}` };
}

const signed = (delta: number): string => (delta > 0 ? `+${delta}` : String(delta));
