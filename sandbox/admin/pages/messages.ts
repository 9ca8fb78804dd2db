import { type Html, html } from "../html.ts";
import type { AdminFlow, AdminWorkflow, FlowTold, ReceivedMail } from "../ports.ts";
import { type Surroundings, layout, storePath } from "./layout.ts";

interface Messages {
  /** Oldest first, as in their addresses. */
  readonly mails: readonly ReceivedMail[];
  readonly told: readonly FlowTold[];
  /** Null: the shop has no Flow. */
  readonly flow: AdminFlow | null;
}

/** What the app told people and workflows. */
export function messagesPage(around: Surroundings, { mails, told, flow }: Messages): string {
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
  const heard = ({ at, handle, payload }: FlowTold): Html =>
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
    "Mail and Flow",
    html`
      <h1>Mail and Flow</h1>
      <section class="card flush">
        <h2>Mail</h2>
        ${mails.length === 0 ? html`<p class="empty">No mail has arrived.</p>` : null}
        <ul class="happenings">
          ${mails.map(mail).reverse()}
        </ul>
      </section>
      <section class="card flush">
        <h2>Shopify Flow</h2>
        ${flow ? workflows(around, flow) : null}
        <ul class="happenings">
          ${told.map(heard).reverse()}
        </ul>
      </section>
    `,
  );
}

function workflows(around: Surroundings, flow: AdminFlow): Html {
  const option = ({ handle, name }: { readonly handle: string; readonly name: string }): Html =>
    html`<option value="${handle}">${name}</option>`;
  return html`
    <footer class="levers">
      <form method="get" action="${storePath(around)}/messages/workflows/new">
        <label
          >When
          <select name="trigger">
            ${flow.definitions.triggers.map(option)}
          </select></label
        >
        <label
          >Do
          <select name="action">
            ${flow.definitions.actions.map(option)}
            <option value="">Nothing in the app</option>
          </select></label
        >
        <button class="button">New workflow</button>
      </form>
    </footer>
    <ul class="happenings">
      ${[...flow.workflows.values()].map((workflow) => workflowLine(around, workflow, flow))}
    </ul>
  `;
}

function workflowLine(
  around: Surroundings,
  { id, trigger, action, fields }: AdminWorkflow,
  flow: AdminFlow,
): Html {
  const named = (list: readonly { readonly handle: string; readonly name: string }[], handle: string) =>
    list.find((each) => each.handle === handle)?.name ?? handle;
  const own = flow.runs.filter(({ workflowId }) => workflowId === id);
  return html`<li>
    <form method="post" action="${storePath(around)}/messages/workflows/${id}/remove">
      <button class="button">Turn off</button>
    </form>
    <span
      >${named(flow.definitions.triggers, trigger)} →
      ${action === null ? "nothing in the app" : named(flow.definitions.actions, action)}
      <small
        >${Object.entries(fields)
          .filter(([, text]) => text !== "")
          .map(([key, text]) => `${key}: ${text}`)
          .join(", ")}</small
      >
      ${own
        .slice(-20)
        .map(
          ({ state, asked, answer }) =>
            html`<pre>
${state.replace("_", " ")}, asked ${String(asked)} ${asked === 1 ? "time" : "times"}: ${answer}</pre>`,
        )}
    </span>
  </li>`;
}
