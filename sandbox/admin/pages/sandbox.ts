import { type Html, html } from "../html.ts";
import type { AdminShop, FaultView, SandboxControls, SystemView } from "../ports.ts";
import { type Surroundings, layout, storePath } from "./layout.ts";

/** Behind the scenes: what is broken on purpose, and the levers. */
export function sandboxPage(around: Surroundings, shop: AdminShop, controls: SandboxControls): string {
  const action = actionForm(around);
  return layout(
    around,
    "sandbox",
    "Sandbox",
    html`
      <h1>Sandbox</h1>
      <section class="card row">
        <div>
          <h2>The world</h2>
          <p>
            ${clock(controls.now(), shop.storefront.seed.timezone)} ·
            ${controls.isPaused() ? "paused" : "running"}
          </p>
        </div>
        ${action(controls.isPaused() ? "resume" : "pause", controls.isPaused() ? "Run on" : "Pause")}
        ${action("order", "Place an order")}
      </section>
      ${faultsCard(controls, action, shop.storefront.seed.timezone)}
      ${systemsCard(controls.systems(), action)}
      <section class="card row">
        <div>
          <h2>The app</h2>
          <p>${shop.isInstalled() ? `Installed with ${shop.grantedScopes().join(", ")}` : "Not installed"}</p>
        </div>
        ${shop.isInstalled() ? action("expire-tokens", "Expire its tokens") : null}
        ${shop.isInstalled() ? action("uninstall", "Uninstall", {}, "destructive") : action("install", "Install")}
      </section>
      <section class="card flush">
        <h2>Lately</h2>
        <ul class="happenings">
          ${controls
            .happenings()
            .map(
              ({ at, text }) =>
                html`<li><time>${clock(at, shop.storefront.seed.timezone)}</time><span>${text}</span></li>`,
            )}
        </ul>
      </section>
    `,
  );
}

type ActionForm = (
  name: string,
  label: string,
  fields?: Readonly<Record<string, string>>,
  look?: string,
) => Html;

const actionForm =
  (around: Surroundings): ActionForm =>
  (name, label, fields = {}, look = "") =>
    html`<form method="post" action="${storePath(around)}/sandbox/${name}">
      ${Object.entries(fields).map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`)}
      <button class="button ${look}">${label}</button>
    </form>`;

const clock = (at: Date, timeZone: string): string =>
  at.toLocaleString("en", { timeZone, dateStyle: "medium", timeStyle: "medium" });

function faultsCard(controls: SandboxControls, action: ActionForm, timeZone: string): Html {
  const faults = controls.faults();
  const row = (fault: FaultView): Html =>
    html`<tr>
      <td><strong>${fault.name}</strong><small>${fault.description}</small></td>
      <td>${clock(fault.since, timeZone)}</td>
      <td class="number">${fault.keys}</td>
      <td>${action("heal", "Heal", { fault: fault.id })}</td>
    </tr>`;
  return html`<section class="card flush">
    <h2>Faults under way</h2>
    ${
      faults.length === 0
        ? html`<p class="empty">Nothing is broken on purpose.</p>`
        : html`<div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Fault</th>
                  <th>Since</th>
                  <th class="number">Keys</th>
                  <th></th>
                </tr>
              </thead>
              <tbody>
                ${faults.map(row)}
              </tbody>
            </table>
          </div>`
    }
    <footer class="levers">
      <span>Break something:</span>
      ${controls.faultNames().map((name) => action("inject", name, { fault: name }))}
    </footer>
  </section>`;
}

function systemsCard(systems: readonly SystemView[], action: ActionForm): Html {
  const row = (system: SystemView): Html =>
    html`<tr>
      <td>
        <strong>${system.name}</strong><small>${system.address}</small>
        <details>
          <summary>How to connect</summary>
          <p>In the app choose ${system.connector} and fill in:</p>
          <dl class="offered">
            ${system.fields.map(
              ({ name, title, value }) =>
                html`<dt>${title}</dt>
                  <dd><pre data-field="${name}">${value}</pre></dd>`,
            )}
          </dl>
        </details>
      </td>
      <td>${system.trouble ?? "Well"}</td>
      <td>
        <div class="levers">
          ${system.trouble === null ? null : action("trouble", "Make well", { system: system.id })}
          ${system.troubles.map((kind) => action("trouble", kind, { system: system.id, kind }))}
        </div>
      </td>
    </tr>`;
  return html`<section class="card flush">
    <h2>Systems</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>System</th>
            <th>State</th>
            <th>Make it</th>
          </tr>
        </thead>
        <tbody>
          ${systems.map(row)}
        </tbody>
      </table>
    </div>
  </section>`;
}
