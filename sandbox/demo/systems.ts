import { loadConfig } from "../../app/connectors/config.ts";
import { findConnector } from "../../app/connectors/registry.ts";
import { createErp } from "../erp/erp.ts";
import { transportFaults, type Transport } from "../service/transport.ts";
import type { RunningVendor, VendorFault, VendorSimulator } from "../vendors/contract.ts";
import { simulator as netsuite } from "../vendors/netsuite/index.ts";
import { simulator as shiphero } from "../vendors/shiphero/index.ts";
import { createWms } from "../wms/wms.ts";
import { erpConnection, wmsConnection } from "../world/connections.ts";
import type { World } from "../world/world.ts";
import { erpCredentials, wmsCredentials } from "./credentials.ts";
import { offeredFields } from "./offered-fields.ts";
import type { Ports } from "./ports.ts";
import { erpStock, wmsStock, type VendorStock } from "./vendor-stock.ts";
import type { ControlledSystem } from "./world-controls.ts";

export type SystemPorts = Pick<Ports, "erp" | "wms" | "netsuite" | "shiphero">;

/**
 * The world's ERP and WMS, serving. Each is served twice: as a system of no name that tells its whole log, and in the shapes of a
 * vendor that many merchants have, who tells what that vendor tells.
 */
export async function serveSystems(world: World, ports: SystemPorts, clock: () => number) {
  const erp = createErp(world, { credentials: erpCredentials, now: clock });
  const wms = createWms(world, { credentials: wmsCredentials, now: clock });
  const [erpAddress, wmsAddress, asNetsuite, asShiphero] = await Promise.all([
    erp.listen(ports.erp),
    wms.listen(ports.wms),
    serveAs(netsuite, erpStock(world, netsuite.locationCode), ports.netsuite, clock),
    serveAs(shiphero, wmsStock(world, shiphero.locationCode), ports.shiphero, clock),
  ]);
  const systems: readonly ControlledSystem[] = [
    {
      ...described("erp", "ERP", erpAddress, "rest-json", erpConnection(erpAddress, erpCredentials)),
      trouble: troubleOf(erp.control),
    },
    {
      ...described("wms", "WMS", wmsAddress, "rest-json", wmsConnection(wmsAddress, wmsCredentials)),
      trouble: troubleOf(wms.control),
    },
    vendorSystem("NetSuite-like ERP", netsuite, asNetsuite),
    vendorSystem("ShipHero-like WMS", shiphero, asShiphero),
  ];
  const close = async (): Promise<void> => {
    await Promise.all([erp.close(), wms.close(), asNetsuite.close(), asShiphero.close()]);
  };
  return { systems, close };
}

function serveAs(
  simulator: VendorSimulator,
  stock: VendorStock,
  port: number,
  clock: () => number,
): Promise<RunningVendor> {
  return simulator.start({ ...stock, port, limits: { scale: 1 }, now: clock });
}

function vendorSystem(name: string, { vendor }: VendorSimulator, running: RunningVendor): ControlledSystem {
  const configuration = running.config() as object;
  return {
    ...described(vendor, name, running.origin, vendor, configuration),
    trouble: vendorTrouble(running),
  };
}

function described(
  id: string,
  name: string,
  address: string,
  connectorId: string,
  configuration: object,
): Omit<ControlledSystem, "trouble"> {
  const connector = findConnector(connectorId);
  if (connector === undefined) throw new RangeError(`The app has no connector ${connectorId}.`);
  loadConfig(connector.config, configuration);
  return {
    ...{ id, name, address, connector: connector.name },
    fields: offeredFields(connector, configuration),
  };
}

function troubleOf(control: Transport): ControlledSystem["trouble"] {
  return {
    kinds: transportFaults,
    now: () => control.fault,
    set: (kind) => void (control.fault = transportFaults.find((fault) => fault === kind) ?? null),
  };
}

const vendorFaults: Readonly<Record<string, VendorFault>> = {
  slow: { kind: "slow", milliseconds: 2_000 },
  hang: { kind: "silent" },
  cut_off: { kind: "cut" },
  html: { kind: "html" },
  server_error: { kind: "server_error" },
  throttled: { kind: "throttle", seconds: 5 },
  wrong_types: { kind: "wrong_types" },
};

function vendorTrouble(running: RunningVendor): ControlledSystem["trouble"] {
  let current: string | null = null;
  return {
    kinds: [...Object.keys(vendorFaults), "expired_tokens"],
    now: () => current,
    set(kind) {
      // Tokens end once; the next ones are good.
      if (kind === "expired_tokens") running.expireTokens();
      current = kind !== null && kind in vendorFaults ? kind : null;
      running.misbehave(current === null ? null : (vendorFaults[current] ?? null));
    },
  };
}
