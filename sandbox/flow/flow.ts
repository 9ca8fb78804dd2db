import { createHmac, randomUUID } from "node:crypto";
import { askForAction, type ActionRun } from "./action-run.ts";
import type { FlowDefinitions } from "./definitions.ts";
import { fillIn, type Payload, type Workflow } from "./workflow.ts";

export interface FlowParts {
  readonly shop: { readonly domain: string; readonly number: number };
  /** The app, e.g. `http://127.0.0.1:4401`. */
  readonly origin: string;
  readonly secret: string;
  readonly definitions: FlowDefinitions;
  readonly clock: () => Date;
  /** Between two questions about one run; Flow goes on for a day. */
  readonly againMilliseconds?: number;
}

const A_DAY = 24 * 3_600_000;
const KEPT = 500;

/** Shopify Flow in one shop: what the merchant built there, and what came of it. */
export class StandInFlow {
  readonly definitions: FlowDefinitions;
  readonly workflows = new Map<string, Workflow>();
  /** Oldest first. */
  readonly runs: ActionRun[] = [];
  readonly #parts: FlowParts;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #asking = new Set<Promise<void>>();
  #isClosed = false;

  constructor(parts: FlowParts) {
    this.#parts = parts;
    this.definitions = parts.definitions;
  }

  /** @throws Error when the app refuses to hear that its trigger is used */
  async add(draft: Omit<Workflow, "id">): Promise<Workflow> {
    const workflow = { id: randomUUID(), ...draft };
    if (!this.#uses(draft.trigger)) await this.#tellOfUse(draft.trigger, true);
    this.workflows.set(workflow.id, workflow);
    return workflow;
  }

  async remove(id: string): Promise<void> {
    const workflow = this.workflows.get(id);
    if (!workflow) return;
    this.workflows.delete(id);
    if (!this.#uses(workflow.trigger)) await this.#tellOfUse(workflow.trigger, false);
  }

  /** A trigger of the app has come: every workflow that waits for it begins. */
  receive({ handle, payload }: { readonly handle: string; readonly payload: unknown }): void {
    for (const workflow of this.workflows.values()) {
      if (workflow.trigger !== handle || workflow.action === null) continue;
      const run: ActionRun = {
        ...{ id: randomUUID(), workflowId: workflow.id, trigger: handle, action: workflow.action },
        ...{ startedAt: this.#parts.clock(), state: "under_way", asked: 0, answer: "" },
      };
      this.runs.push(run);
      this.runs.splice(0, this.runs.length - KEPT);
      this.#soon(run, fillIn(workflow, payload as Payload), 0);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#asking);
  }

  #uses(trigger: string): boolean {
    return [...this.workflows.values()].some((workflow) => workflow.trigger === trigger);
  }

  #soon(run: ActionRun, properties: Record<string, string>, milliseconds: number): void {
    if (this.#isClosed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const asking = this.#ask(run, properties).finally(() => this.#asking.delete(asking));
      this.#asking.add(asking);
    }, milliseconds);
    this.#timers.add(timer);
  }

  async #ask(run: ActionRun, properties: Record<string, string>): Promise<void> {
    const { shop, origin, secret, clock, againMilliseconds = 5_000 } = this.#parts;
    const action = this.definitions.actions.find(({ handle }) => handle === run.action);
    run.asked += 1;
    const answer = await askForAction({
      url: `${origin}${action?.path ?? ""}`,
      secret,
      body: JSON.stringify({
        ...{ shop_id: shop.number, shopify_domain: shop.domain },
        ...{ action_run_id: run.id, action_definition_id: run.action, handle: run.action },
        ...{ properties, step_reference: run.workflowId },
      }),
    });
    run.answer = answer.message;
    if (answer.kind !== "again") run.state = answer.kind;
    else if (clock().getTime() - run.startedAt.getTime() > A_DAY) run.state = "failed";
    else this.#soon(run, properties, answer.afterMilliseconds ?? againMilliseconds);
  }

  async #tellOfUse(trigger: string, used: boolean): Promise<void> {
    const { shop, origin, secret, clock } = this.#parts;
    const { lifecyclePath } = this.definitions;
    if (lifecyclePath === null) return;
    const body = JSON.stringify({
      flow_trigger_definition_id: trigger,
      has_enabled_flow: used,
      shopify_domain: shop.domain,
      timestamp: clock().toISOString(),
    });
    const answer = await fetch(`${origin}${lifecyclePath}`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
        "x-shopify-shop-domain": shop.domain,
      },
    });
    if (!answer.ok)
      throw new Error(`The app answered ${answer.status} to the word that ${trigger} is in use.`);
  }
}
