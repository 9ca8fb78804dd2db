import type { SeedStaff } from "../../contract.ts";
import { storeName } from "../frame-address.ts";
import { type Html, html } from "../html.ts";
import type { AdminApp } from "../ports.ts";
import { icons } from "./icons.ts";

/** What every page of the admin shows around its content. */
export interface Surroundings {
  readonly app: Pick<AdminApp, "name" | "handle" | "extensions">;
  readonly shopName: string;
  readonly shopDomain: string;
  readonly staff: readonly SeedStaff[];
  readonly current: SeedStaff;
  readonly installed: boolean;
  /** The page that is shown, with its query: where a switch of staff comes back to. */
  readonly here: string;
}

export type Section = "products" | "app" | "sandbox" | "messages";

export const storePath = (around: Pick<Surroundings, "shopDomain">): string =>
  `/store/${storeName(around.shopDomain)}`;

export const appPath = (around: Surroundings): string => `${storePath(around)}/apps/${around.app.handle}`;

export function layout(around: Surroundings, section: Section, title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${around.shopName} · Sandbox</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/admin.css" />
      </head>
      <body class="${section}">
        ${topBar(around)} ${navigation(around, section)}
        <main id="content">${content}</main>
        <div id="toasts"></div>
        <script src="/assets/shell.js"></script>
      </body>
    </html>`.text;
}

const topBar = (around: Surroundings): Html => html`
  <header id="top-bar">
    <button id="menu-button" type="button" aria-label="Menu" aria-expanded="false" aria-controls="navigation">
      ${icons.menu}
    </button>
    <a class="shop" href="${storePath(around)}/products"><span class="dot"></span>${around.shopName}</a>
    <span class="mark">Sandbox</span>
    <form class="staff" method="post" action="${storePath(around)}/staff">
      <input type="hidden" name="back" value="${around.here}" />
      <label for="staff">Signed in as</label>
      <select id="staff" name="staff" data-submit>
        ${around.staff.map((person) => staffOption(person, person.id === around.current.id))}
      </select>
      <noscript><button>Switch</button></noscript>
    </form>
    <div id="save-bar" role="region" aria-label="Unsaved changes" hidden>
      <span>Unsaved changes</span>
      <button id="discard" type="button" class="button dark">Discard</button>
      <button id="save" type="button" class="button light">Save</button>
    </div>
  </header>
`;

function staffOption(person: SeedStaff, selected: boolean): Html {
  const name = `${person.firstName} ${person.lastName}`;
  return selected
    ? html`<option value="${person.id}" selected>${name}</option>`
    : html`<option value="${person.id}">${name}</option>`;
}

function navigation(around: Surroundings, section: Section): Html {
  const link = (to: Section, path: string, icon: Html, label: string): Html =>
    html`<li>
      <a class="${section === to ? "current" : ""}" href="${path}">${icon}<span>${label}</span></a>
    </li>`;
  return html`
    <nav id="navigation" aria-label="Admin">
      <ul>
        ${link("products", `${storePath(around)}/products`, icons.products, "Products")}
      </ul>
      <p>Apps</p>
      <ul>
        <li>
          <a id="app-home" class="${section === "app" ? "current" : ""}" href="${appPath(around)}"
            >${icons.app}<span>${around.app.name}</span></a
          >
          <ul id="app-menu"></ul>
        </li>
      </ul>
      <p>Behind the scenes</p>
      <ul>
        ${link("sandbox", `${storePath(around)}/sandbox`, icons.sandbox, "Sandbox")}
        ${link("messages", `${storePath(around)}/messages`, icons.sandbox, "Mail and Flow")}
      </ul>
    </nav>
  `;
}
