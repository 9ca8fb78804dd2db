import type { AdminExtension } from "../extensions.ts";
import { html, type Html } from "../html.ts";
import { appPath, storePath, type Surroundings } from "./layout.ts";

/** The document that an extension renders into. What its host script needs to know stands on the body. */
export function extensionPage(
  around: Surroundings,
  appOrigin: string,
  { handle, target, texts }: AdminExtension,
  selected: string,
): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${handle}</title>
        <link rel="stylesheet" href="/assets/extension.css" />
      </head>
      <body
        data-app-origin="${appOrigin}"
        data-app="${appPath(around)}"
        data-store="${storePath(around)}"
        data-target="${target}"
        data-code="${storePath(around)}/extensions/${handle}/code.js"
        data-selected="${selected}"
        data-texts="${JSON.stringify(texts)}"
      >
        <script src="/assets/extension-host.js"></script>
      </body>
    </html>`.text;
}

/** Where Shopify renders an app's blocks for what the page is about; nothing where the app has none. */
export function extensionPlace(around: Surroundings, target: string, selected: string): readonly Html[] {
  if (!around.installed) return [];
  return around.app.extensions
    .filter((extension) => extension.target === target)
    .map(
      ({ handle }) =>
        html`<section class="extension" data-extension-target="${target}">
          <iframe
            title="${around.app.name}: ${handle}"
            src="${storePath(around)}/extensions/${handle}?id=${encodeURIComponent(selected)}"
          ></iframe>
        </section>`,
    );
}
