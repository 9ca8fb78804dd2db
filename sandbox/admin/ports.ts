import type { StorefrontActions } from "../contract.ts";
import type { AdminExtension } from "./extensions.ts";

/** One shop of the stand-in Shopify, as its admin needs it. */
export interface AdminShop {
  /** The products, stock and staff, and what happens to them from outside of the app. */
  readonly storefront: StorefrontActions;
  isInstalled(): boolean;
  /** Grants the scopes and sends what Shopify sends. */
  install(scopes: readonly string[]): void;
  uninstall(): void;
  /** Every access token of the app stops working; the next request is answered with 401. */
  expireTokens(): void;
  grantedScopes(): readonly string[];
  grantScopes(scopes: readonly string[]): void;
  revokeScopes(scopes: readonly string[]): void;
  /** A session token of 60 seconds for this staff member. */
  idToken(staffId: string): string;
  /** What the app told Flow, oldest first. */
  readonly flowTriggers: readonly FlowTold[];
}

export interface FlowTold {
  readonly at: Date;
  readonly handle: string;
  readonly payload: unknown;
}

/** Shopify Flow in this shop. */
export interface AdminFlow {
  readonly definitions: {
    readonly triggers: readonly {
      readonly handle: string;
      readonly name: string;
      readonly fields: readonly string[];
    }[];
    readonly actions: readonly FlowAction[];
  };
  readonly workflows: ReadonlyMap<string, AdminWorkflow>;
  /** Oldest first. */
  readonly runs: readonly {
    readonly workflowId: string;
    readonly startedAt: Date;
    readonly state: "under_way" | "done" | "failed";
    readonly asked: number;
    readonly answer: string;
  }[];
  /** @throws Error when the app refuses to hear of it */
  add(draft: Omit<AdminWorkflow, "id">): Promise<unknown>;
  remove(id: string): Promise<void>;
}

export interface FlowAction {
  readonly handle: string;
  readonly name: string;
  readonly fields: readonly { readonly key: string; readonly name: string; readonly required: boolean }[];
}

/** When the trigger comes, the action is asked for, its fields filled in: `{{key}}` is a value of the trigger. */
export interface AdminWorkflow {
  readonly id: string;
  readonly trigger: string;
  readonly action: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

/** Where the app's mail arrives. */
export interface Mailbox {
  /** Oldest first. */
  mails(): readonly ReceivedMail[];
}

export interface ReceivedMail {
  readonly at: Date;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly isReply: boolean;
}

/** The app as its configuration (shopify.app.toml) and the person who runs it describe it. */
export interface AdminApp {
  readonly name: string;
  readonly handle: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where the browser finds the app, e.g. `http://127.0.0.1:4401`. */
  readonly origin: string;
  readonly scopes: readonly string[];
  readonly optionalScopes: readonly string[];
  readonly extensions: readonly AdminExtension[];
}

/** What the Sandbox page shows and moves: the world around the shop. */
export interface SandboxControls {
  now(): Date;
  isPaused(): boolean;
  pause(): void;
  resume(): void;
  /** Faults under way. */
  faults(): readonly FaultView[];
  /** The names that `inject` takes. */
  faultNames(): readonly string[];
  inject(name: string): void;
  heal(id: string): void;
  systems(): readonly SystemView[];
  /** Makes a system's service misbehave in one of its ways, or well again with null. */
  trouble(systemId: string, kind: string | null): void;
  /** The latest happenings of the world, newest first. */
  happenings(): readonly Happening[];
}

export interface FaultView {
  readonly id: string;
  readonly name: string;
  readonly since: Date;
  /** What was done, for a person. */
  readonly description: string;
  readonly keys: number;
}

export interface SystemView {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** What the app offers it as, in its list of systems. */
  readonly connector: string;
  /** What to fill in there. */
  readonly fields: readonly OfferedField[];
  /** The way in which it misbehaves now. */
  readonly trouble: string | null;
  readonly troubles: readonly string[];
}

export interface OfferedField {
  /** Of the form's field. */
  readonly name: string;
  readonly title: string;
  readonly value: string;
}

export interface Happening {
  readonly at: Date;
  readonly text: string;
}
