import { randomUUID } from "node:crypto";
import { loadEnvironment } from "../../app/platform/env.ts";
import type { Caller, ConnectionCodes, Refused, TypedMapping } from "../../app/use-cases/contract.ts";
import { createApp } from "../../app/wiring.server.ts";
import { erpConnection, wmsConnection } from "../world/connections.ts";
import { erpCredentials, wmsCredentials } from "./credentials.ts";
import { formEntries } from "./form-entries.ts";
import { scanThePast } from "./past/visits.ts";
import type { WorldAtStart } from "./world.ts";

// What a merchant does on the first day: install, connect ERP and WMS, accept the proposed locations, start a scan. It is done
// through the doors that a merchant has, so that whoever opens the demo finds it done. In between the app gets to know the past. A process of its own: it ends when all is done.

const desktopBrowser =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
};

const world = JSON.parse(setting("SANDBOX_WORLD")) as WorldAtStart;
const shop = await installAndOpen();
const app = await createApp(loadEnvironment(process.env));
const caller: Caller = { shop, person: randomUUID() };
await keepPace();
await connect("erp", "ERP", erpConnection(setting("SANDBOX_ERP"), erpCredentials));
await connect("wms", "WMS", wmsConnection(setting("SANDBOX_WMS"), wmsCredentials));
await acceptProposals();
await listenByMail();
await scanThePast(shop, world, app.scanning);
expectDone(await app.useCases.startScan(caller));
await app.close();
process.exit(0);

/** Presses Install, and loads the app's document once as the admin's frame does. Returns the shop's domain. */
async function installAndOpen(): Promise<string> {
  const { url } = await fetch(setting("SANDBOX_ADMIN"));
  await fetch(`${url}/install`, { method: "POST", redirect: "manual" });
  const page = await (await fetch(url)).text();
  const address = /<iframe[^>]*\ssrc="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&");
  if (address === undefined) throw new Error("The admin does not frame the app.");
  const document = await fetch(address, { headers: { "User-Agent": desktopBrowser, Accept: "text/html" } });
  if (!document.ok) {
    throw new Error(
      `The app's first page answered ${document.status}: ${(await document.text()).slice(0, 300)}`,
    );
  }
  return new URL(address).searchParams.get("shop") ?? "";
}

/** A faster world has shorter windows, and wants to be looked at more often: at most once a minute. */
async function keepPace(): Promise<void> {
  const { shops } = app.scanning;
  await app.useCases.connections(caller);
  const usual = await shops.find(shop);
  if (!usual) throw new Error("The app does not know the shop after its first visit.");
  const { wms_erp, erp_storefront, wms_storefront } = usual.windows;
  await shops.setPace(shop, {
    windows: {
      wms_erp: wms_erp / world.speed,
      erp_storefront: erp_storefront / world.speed,
      wms_storefront: wms_storefront / world.speed,
    },
    scanEveryMinutes: Math.max(1, Math.round(usual.scanEveryMinutes / world.speed)),
  });
}

async function connect(role: string, name: string, configuration: object): Promise<void> {
  const entries = formEntries(configuration);
  expectDone(
    await app.useCases.createConnection(caller, {
      connector: "rest-json",
      role,
      name,
      sparse: false,
      entries,
    }),
  );
}

async function acceptProposals(): Promise<void> {
  const { connections, proposals } = await app.useCases.locations(caller);
  const troubled = connections.find(({ problem }: ConnectionCodes) => problem !== null);
  if (troubled) throw new Error(`${troubled.connection.name}: ${troubled.problem}`);
  const mappings: TypedMapping[] = proposals.map(({ connectionId, code, locationId }) => ({
    connectionId,
    code,
    locationId,
  }));
  expectDone(await app.useCases.saveMappings(caller, mappings));
}

/** The team hears of everything; the mails arrive in the sandbox. */
async function listenByMail(): Promise<void> {
  expectDone(
    await app.useCases.saveChannel(caller, {
      ...{ id: null, kind: "mail", mine: false, name: "Stock team", to: "stock-team@kiln.example" },
      ...{ secret: "", atOnce: "everything", threshold: "", digestAt: "07:00", quietFrom: "", quietTo: "" },
    }),
  );
}

function expectDone(result: { readonly ok: true } | Refused): void {
  if (!result.ok)
    throw new Error(`The app refused: ${JSON.stringify({ problem: result.problem, fields: result.fields })}`);
}
