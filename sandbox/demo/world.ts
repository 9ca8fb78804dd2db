import { createErp } from "../erp/erp.ts";
import { createWms } from "../wms/wms.ts";
import { erpConnection, wmsConnection } from "../world/connections.ts";
import { createWorld, type World } from "../world/world.ts";
import { erpCredentials, wmsCredentials } from "./credentials.ts";
import type { Ports } from "./ports.ts";
import type { DemoSettings } from "./settings.ts";
import { controlWorld, type ControlledSystem } from "./world-controls.ts";

export type WorldSettings = Omit<DemoSettings, "port">;

/** With the present at which its history ends. Everybody who makes a world of it makes the same one. */
export type WorldAtStart = WorldSettings & { readonly now: number };

/** The merchant's world with its ERP and WMS serving, history included. */
export async function openWorld(
  settings: WorldAtStart,
  ports: Pick<Ports, "erp" | "wms">,
  clock: () => number,
) {
  const world: World = createWorld(settings);
  const erp = createErp(world, { credentials: erpCredentials, now: clock });
  const wms = createWms(world, { credentials: wmsCredentials, now: clock });
  const [erpAddress, wmsAddress] = await Promise.all([erp.listen(ports.erp), wms.listen(ports.wms)]);
  const systems: ControlledSystem[] = [
    {
      id: "erp",
      name: "ERP",
      address: erpAddress,
      connection: erpConnection(erpAddress, erpCredentials),
      control: erp.control,
    },
    {
      id: "wms",
      name: "WMS",
      address: wmsAddress,
      connection: wmsConnection(wmsAddress, wmsCredentials),
      control: wms.control,
    },
  ];
  const controls = controlWorld(world, systems, clock);
  return {
    world,
    controls,
    close: async (): Promise<void> => {
      controls.stop();
      await Promise.all([erp.close(), wms.close()]);
    },
  };
}
