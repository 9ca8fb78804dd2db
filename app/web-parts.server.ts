import { processEnvironment } from "./platform/process.ts";
import { createApp, type App } from "./wiring.server.ts";

/** What the pages are made of. The first page that is loaded makes it. */
export const webParts = await webApp();

function webApp(): Promise<App> {
  // Vite's development server loads modules anew; the connections of the first load are kept.
  const kept = globalThis as { handoffWeb?: Promise<App> };
  return (kept.handoffWeb ??= createApp(processEnvironment()));
}
