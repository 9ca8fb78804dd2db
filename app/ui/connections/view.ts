import type { FormField } from "../../connectors/config.ts";

export interface ConnectionsView {
  readonly rows: readonly ConnectionRowView[];
}

export interface ConnectionRowView {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly connector: string;
  readonly role: string;
  readonly health: HealthView;
  readonly problem: string | null;
  readonly lastRead: string;
  readonly codes: string;
  /** Until when it is left alone; null while it is asked. */
  readonly leftAlone: string | null;
}

export interface HealthView {
  readonly label: string;
  readonly tone: "success" | "critical" | "attention" | "plain";
}

export interface CardView {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly summary: string;
  readonly roles: string;
  readonly capabilities: readonly string[];
}

/** A connector's form: the fields that every connection has, and those of the connector's schema. */
export interface FormView {
  readonly connector: string;
  readonly name: string;
  readonly role: string;
  readonly roles: readonly { readonly value: string; readonly label: string }[];
  readonly sparse: boolean;
  readonly groups: readonly FieldGroupView[];
  readonly values: Readonly<Record<string, string>>;
  readonly storedSecrets: readonly string[];
  readonly states: readonly StateView[];
  /** Whole hours; null where the system cannot say what changed, so that everything is always read. */
  readonly sweepEveryHours: string | null;
}

export interface StateView {
  readonly name: string;
  readonly contains: string;
  /** In the words that all systems share; null where that is for the merchant to know. */
  readonly parts: string | null;
}

export interface FieldGroupView {
  readonly name: string;
  readonly fields: readonly FormField[];
}

export interface SampleView {
  readonly columns: readonly string[];
  readonly rows: readonly SampleRowView[];
  readonly warnings: readonly string[];
}

export interface SampleRowView {
  readonly item: string;
  readonly code: string;
  readonly values: readonly string[];
  readonly updatedAt: string;
}

/** What the page knows after a test or a save. */
export type FormAnswer =
  | { readonly kind: "sample"; readonly sample: SampleView }
  | {
      readonly kind: "refused";
      readonly problem: string | null;
      readonly fields: Readonly<Record<string, string>>;
    }
  | { readonly kind: "saved" };

export interface ConnectionView {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
  readonly health: HealthView;
  readonly problem: string | null;
  readonly paused: boolean;
  readonly lastRead: string;
  readonly form: FormView;
  /** What deleting means beyond the mappings; null when nothing is open. */
  readonly openText: string | null;
  readonly leftAlone: string | null;
  /** Rights that are too wide, and the like, as the last test found them. */
  readonly warnings: readonly string[];
  /** What the system can do and what not, a sentence each. */
  readonly abilities: readonly { readonly can: boolean; readonly text: string }[];
  /** How the credentials stand. */
  readonly credentials: readonly string[];
  readonly hook: { readonly address: string; readonly last: string } | null;
}
