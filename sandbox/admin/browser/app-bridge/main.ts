import { bounceBack } from "./bounce.ts";
import { readConfig } from "./config.ts";
import { patchFetch } from "./fetch.ts";
import { createGlobal } from "./global.ts";
import { openLine } from "./line.ts";
import { connectMenus } from "./menus.ts";
import { connectNavigation } from "./navigation.ts";

const script = document.currentScript;
// Shopify's React provider adds the script once more to a document that already has it.
if (script instanceof HTMLScriptElement && !("shopify" in window)) start(script);

function start(own: HTMLScriptElement): void {
  const config = readConfig(own);
  const line = openLine(config.adminOrigin);
  const shopify = createGlobal(config, line);
  Object.defineProperty(window, "shopify", { value: shopify });
  hideElements();
  patchFetch(shopify.idToken, (url) => line.tell({ type: "open", url, target: "_top" }));
  if (bounceBack(shopify.idToken)) return;
  connectNavigation(line);
  connectMenus(line);
}

/** The elements drive the admin around the frame; in the page they show nothing. A sheet leaves the framework's document as it is. */
function hideElements(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none }");
  document.adoptedStyleSheets.push(sheet);
}
