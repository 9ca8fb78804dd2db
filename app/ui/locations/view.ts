export interface LocationsView {
  readonly locations: readonly LocationView[];
  readonly connections: readonly ConnectionCodesView[];
  /** What is stored, by codeKey. */
  readonly stored: Readonly<Record<string, string>>;
  /** "4 mappings are proposed."; null for none. */
  readonly proposed: string | null;
}

export interface LocationView {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly fulfillmentService: boolean;
}

export interface ConnectionCodesView {
  readonly id: string;
  readonly name: string;
  /** "wms" or "erp", and how it is called. */
  readonly role: string;
  readonly roleName: string;
  readonly problem: string | null;
  readonly codes: readonly CodeView[];
}

export interface CodeView {
  readonly key: string;
  readonly code: string;
  readonly name: string | null;
  readonly proposal: { readonly locationId: string; readonly because: string } | null;
}

/** The chosen location by codeKey; empty for none. */
export type Choice = Readonly<Record<string, string>>;

export function codeKey(connectionId: string, code: string): string {
  return JSON.stringify([connectionId, code]);
}
