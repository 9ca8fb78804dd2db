import { equipElements } from "./elements.ts";
import { fetchAsExtension } from "./fetch.ts";
import { openLinks } from "./links.ts";
import { readExtensionPage } from "./page.ts";
import { shopifyGlobal } from "./shopify.ts";
import { reportHeight } from "./height.ts";

/** Gives an extension what Shopify gives it: its global, a fetch that knows the app, links with Shopify's schemes. */
const page = readExtensionPage();
Object.assign(globalThis, { shopify: shopifyGlobal(page), fetch: fetchAsExtension(page) });
equipElements();
openLinks(page);
reportHeight();

void import(/* @vite-ignore */ page.code).then((module: { default: () => unknown }) => module.default());
