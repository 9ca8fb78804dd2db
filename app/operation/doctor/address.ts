import { good, wrong, type CheckAnswer } from "./check.ts";

const PATIENCE_MS = 5_000;

/** Asks the app's public address whether it is this app that answers there. */
export async function checkAddress(appUrl: URL, fetch: typeof globalThis.fetch): Promise<CheckAnswer> {
  const { origin } = appUrl;
  try {
    const response = await fetch(new URL("/readyz", appUrl), {
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: "manual",
    });
    const said = (await response.text()).slice(0, 200);
    if (response.ok && said === "ready") return good(`The app answers at ${origin} and is ready.`);
    if (response.status === 503) return wrong(`The app answers at ${origin} and is not ready: ${said}.`);
    return wrong(
      `Something else answers at ${origin} (status ${response.status}). SHOPIFY_APP_URL must lead to the web process.`,
    );
  } catch {
    return wrong(`Nobody answers at ${origin}. Start \`npm run web\`, and see that the address leads to it.`);
  }
}
