import { createWorld, type World } from "../world/world.ts";
import type { DemoSettings } from "./settings.ts";
import { serveSystems, type SystemPorts } from "./systems.ts";
import { controlWorld } from "./world-controls.ts";

export type WorldSettings = Omit<DemoSettings, "port">;

/** With the present at which its history ends. Everybody who makes a world of it makes the same one. */
export type WorldAtStart = WorldSettings & { readonly now: number };

/** The merchant's world with its ERP and WMS serving, history included. */
export async function openWorld(settings: WorldAtStart, ports: SystemPorts, clock: () => number) {
  const world: World = createWorld(settings);
  const { systems, close } = await serveSystems(world, ports, clock);
  const controls = controlWorld(world, systems, clock);
  return {
    world,
    controls,
    close: async (): Promise<void> => {
      controls.stop();
      await close();
    },
  };
}
