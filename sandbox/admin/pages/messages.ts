import { type Html, html } from "../html.ts";
import type { FlowTold, ReceivedMail } from "../ports.ts";
import { type Surroundings, layout, storePath } from "./layout.ts";

const triggers = [
  "discrepancy-opened",
  "discrepancy-came-back",
  "discrepancy-resolved",
  "incident-opened",
  "system-not-read",
];

interface Messages {
  /** Oldest first, as in their addresses. */
  readonly mails: readonly ReceivedMail[];
  readonly told: readonly FlowTold[];
  readonly used: ReadonlySet<string>;
}

/** What the app told people and workflows. */
export function messagesPage(around: Surroundings, { mails, told, used }: Messages): string {
  const time = (at: Date): string => at.toLocaleString("en", { dateStyle: "medium", timeStyle: "medium" });
  const mail = ({ at, to, subject, text, isReply }: ReceivedMail, number: number): Html =>
    html`<li>
      <time>${time(at)}</time>
      <span
        ><a href="${storePath(around)}/messages/mails/${number}" target="_blank">${subject}</a> to
        ${to}${isReply ? ", in a conversation" : ""}
        <details>
          <summary>Plain text</summary>
          <pre>${text}</pre>
        </details></span
      >
    </li>`;
  const trigger = (handle: string): Html =>
    html`<form method="post" action="${storePath(around)}/messages/triggers">
      <input type="hidden" name="handle" value="${handle}" />
      <input type="hidden" name="enabled" value="${String(!used.has(handle))}" />
      <button class="button">${used.has(handle) ? "Stop" : "Use"} ${handle}</button>
    </form>`;
  const flow = ({ at, handle, payload }: FlowTold): Html =>
    html`<li>
      <time>${time(at)}</time>
      <span
        >${handle}
        <pre>${JSON.stringify(payload, null, 2)}</pre>
      </span>
    </li>`;
  return layout(
    around,
    "messages",
    "Messages",
    html`
      <h1>Messages</h1>
      <section class="card flush">
        <h2>Mail</h2>
        ${mails.length === 0 ? html`<p class="empty">No mail has arrived.</p>` : null}
        <ul class="happenings">
          ${mails.map(mail).reverse()}
        </ul>
      </section>
      <section class="card flush">
        <h2>Shopify Flow</h2>
        <footer class="levers"><span>Workflows:</span> ${triggers.map(trigger)}</footer>
        <ul class="happenings">
          ${told.map(flow).reverse()}
        </ul>
      </section>
    `,
  );
}
