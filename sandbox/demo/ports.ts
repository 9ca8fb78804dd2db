import { createServer } from "node:net";

/** Where each part of the demo listens, all on 127.0.0.1. */
export interface Ports {
  readonly admin: number;
  /** The app as the browser sees it. */
  readonly proxy: number;
  readonly shopify: number;
  readonly erp: number;
  readonly wms: number;
  /** The app itself. */
  readonly web: number;
  /** Where the app's mail goes. */
  readonly smtp: number;
  /** The same ERP, answering as NetSuite does. */
  readonly netsuite: number;
  /** The same WMS, answering as ShipHero does. */
  readonly shiphero: number;
}

/** A port that somebody else has. */
export class BusyPort extends Error {
  readonly port: number;
  constructor(port: number) {
    super(
      `Port ${port} is in use, perhaps by a demo that still runs. End it, or choose other ports: npm run demo -- --port ${port + 100}`,
    );
    this.port = port;
  }
}

/** Nine ports in a row, so that addresses that the app has stored stay right from one start to the next. */
export const portsFrom = (first: number): Ports => ({
  admin: first,
  proxy: first + 1,
  shopify: first + 2,
  erp: first + 3,
  wms: first + 4,
  web: first + 5,
  smtp: first + 6,
  netsuite: first + 7,
  shiphero: first + 8,
});

/** @throws BusyPort */
export async function expectFree(ports: Ports): Promise<void> {
  for (const port of Object.values(ports) as number[]) {
    if (!(await isFree(port))) throw new BusyPort(port);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    });
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
