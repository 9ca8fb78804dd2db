import type { PickerRequest } from "../messages.ts";
import type { Config } from "./config.ts";
import { connectIntents } from "./intents.ts";
import type { Line } from "./line.ts";
import { connectModal } from "./modal.ts";
import { connectSaveBar } from "./save-bar.ts";
import { connectToast } from "./toast.ts";
import { observeWebVitals } from "./web-vitals.ts";

type ShopifyGlobal = typeof globalThis.shopify;

/** What this stand-in has of App Bridge; the parts for Shopify's point of sale and the like are left out. */
type Supported = Pick<
  ShopifyGlobal,
  | "config"
  | "origin"
  | "ready"
  | "environment"
  | "loading"
  | "idToken"
  | "user"
  | "toast"
  | "resourcePicker"
  | "modal"
  | "saveBar"
  | "intents"
  | "webVitals"
  | "scopes"
>;

/** `window.shopify`, as far as an app that lives in the admin's frame needs it. */
export function createGlobal(config: Config, line: Line) {
  const ask = async <Answer>(question: Parameters<Line["ask"]>[0]): Promise<Answer> =>
    (await line.ask(question)) as Answer;
  return {
    config: { apiKey: config.apiKey, shop: config.shop, host: config.host, locale: config.locale },
    origin: config.adminOrigin,
    ready: Promise.resolve(),
    environment: {
      embedded: window.parent !== window,
      mobile: matchMedia("(max-width: 489px)").matches,
      pos: false,
      intent: false,
    },
    loading: (on = true) => line.tell({ type: "loading", on }),
    idToken: () => ask({ kind: "id-token" }),
    user: () => ask({ kind: "user" }),
    toast: connectToast(line),
    resourcePicker: async (options) => {
      const request: PickerRequest = {
        type: options.type,
        multiple: options.multiple !== undefined && options.multiple !== false,
        query: options.query ?? "",
      };
      return ask({ kind: "pick", request });
    },
    modal: connectModal(line),
    saveBar: connectSaveBar(line),
    intents: connectIntents(line),
    webVitals: observeWebVitals(),
    scopes: {
      query: () => ask({ kind: "scopes" }),
      request: (scopes) => ask({ kind: "request-scopes", scopes }),
      revoke: (scopes) => ask({ kind: "revoke-scopes", scopes }),
    },
  } satisfies Supported;
}
