import { html } from "../html.ts";
import type { AdminApp } from "../ports.ts";
import { icons } from "./icons.ts";
import { type Surroundings, appPath, layout, storePath } from "./layout.ts";

/** The app in its frame. The shell script keeps address, navigation and bars in step with it. */
export function appPage(around: Surroundings, app: AdminApp, frameSource: string): string {
  return layout(
    around,
    "app",
    app.name,
    html`
      <div id="app-bar">
        ${icons.app}<span id="app-name">${app.name}</span><span id="app-title"></span
        ><span id="app-actions"></span>
      </div>
      <div id="loading" role="progressbar" aria-label="Loading" hidden></div>
      <iframe
        id="app"
        title="${app.name}"
        src="${frameSource}"
        data-app-origin="${app.origin}"
        data-store="${storePath(around)}"
        data-base="${appPath(around)}"
        allow="clipboard-write"
      ></iframe>
    `,
  );
}

const meanings: Readonly<Record<string, string>> = {
  read_products: "View products",
  write_products: "Edit products",
  read_inventory: "View inventory",
  write_inventory: "View and edit inventory",
  read_locations: "View locations",
};

/** What managed install shows before the first visit. */
export function installPage(around: Surroundings, app: AdminApp): string {
  return layout(
    around,
    "app",
    `Install ${app.name}`,
    html`
      <section class="card narrow">
        ${icons.app}
        <h1>Install ${app.name}</h1>
        <p>This app asks for access to ${around.shopName}:</p>
        <ul class="scopes">
          ${app.scopes.map((scope) => html`<li>${meanings[scope] ?? scope}<code>${scope}</code></li>`)}
        </ul>
        <form method="post" action="${appPath(around)}/install">
          <button class="button primary">Install</button>
        </form>
      </section>
    `,
  );
}
