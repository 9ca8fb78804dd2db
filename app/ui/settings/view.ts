export interface ResyncSettingsView {
  readonly approvalAbove: string;
  readonly places: readonly { readonly id: string; readonly name: string; readonly above: string }[];
  readonly people: readonly { readonly id: string; readonly name: string; readonly approves: boolean }[];
  readonly keys: string;
  readonly handoffs: readonly { readonly id: string; readonly name: string; readonly route: string }[];
  readonly minutes: string;
  readonly keep: string;
  readonly myLocations: readonly string[];
}

/** The settings as typed. */
export interface TypedSettings {
  readonly approvalAbove: string;
  readonly above: Readonly<Record<string, string>>;
  readonly approvers: readonly string[];
  readonly keys: string;
  readonly routes: Readonly<Record<string, string>>;
  readonly minutes: string;
  readonly keep: string;
}
