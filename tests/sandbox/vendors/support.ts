import { afterEach } from "vitest";
import type {
  RunningVendor,
  SeedLocation,
  SeedRow,
  SimulatorOptions,
  VendorSimulator,
} from "../../../sandbox/vendors/contract.ts";

/** SKUs that break careless software. */
export const awkwardItems = [
  "KC-001",
  "007",
  "7",
  "A,B",
  'say "hi"',
  "O'Brien",
  "half/inch",
  "back\\slash",
  "café ☕ 🧵",
  "per%20cent & + #1?",
  " leading space",
  "PARENT : CHILD",
];

const noon = Date.parse("2026-11-26T12:00:00Z");

export interface Clock {
  now: number;
}

export interface Running extends RunningVendor {
  readonly clock: Clock;
}

const running = new Set<RunningVendor>();
afterEach(async () => {
  await Promise.all([...running].map((vendor) => vendor.close()));
  running.clear();
});

/** Starts a vendor that this test ends again. Time stands still until the test moves it. */
export async function open(
  simulator: VendorSimulator,
  options: Partial<SimulatorOptions> & { readonly locations?: readonly SeedLocation[] } = {},
): Promise<Running> {
  const clock = { now: noon };
  const locations = options.locations ?? twoLocations(simulator);
  const vendor = await simulator.start({
    rows: seedRows(simulator),
    limits: null,
    now: () => clock.now,
    ...options,
    locations,
  });
  running.add(vendor);
  // A spread would read the getters once and for all.
  return Object.assign(Object.create(vendor) as RunningVendor, { clock });
}

export function twoLocations(simulator: VendorSimulator): readonly SeedLocation[] {
  return [
    { code: simulator.locationCode(1), name: "Brooklyn" },
    { code: simulator.locationCode(2), name: "Reno, NV" },
  ];
}

/** A row for every awkward item at two locations, with quantities that all differ. */
export function seedRows(
  simulator: VendorSimulator,
  items: readonly string[] = allowed(simulator),
): readonly SeedRow[] {
  return items.flatMap((item, index) =>
    [1, 2].map((place) => ({
      item,
      code: simulator.locationCode(place),
      onHand: String(20 + index * 2 + place),
      committed: String(place),
      incoming: "5",
      updatedAt: new Date(noon - (index + 1) * 3_600_000).toISOString(),
    })),
  );
}

export function allowed(simulator: VendorSimulator): readonly string[] {
  const forbidden = simulator.traits.forbiddenInItems.split("");
  return awkwardItems.filter((item) => !forbidden.some((char) => item.includes(char)));
}

/** `item@code` of rows that a vendor lists, sorted, to compare with what a sweep saw. */
export function keysOf(simulator: VendorSimulator, rows: readonly SeedRow[]): readonly string[] {
  return rows
    .filter((row) => simulator.tells(row) !== null)
    .map(({ item, code }) => `${item}@${code}`)
    .sort();
}

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Loose;
}

/** JSON as a test reads it: any member may be asked for. */
export interface Loose {
  readonly [name: string]: Loose;
}

export function list(value: unknown): readonly Loose[] {
  if (!Array.isArray(value)) throw new TypeError(`No list but ${JSON.stringify(value)}`);
  return value as readonly Loose[];
}

export function text(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number")
    throw new TypeError(`No text or number but ${JSON.stringify(value)}`);
  return String(value);
}

/** What a vendor offers beyond stock. */
export function extra(vendor: RunningVendor, name: string, ...parameters: unknown[]): unknown {
  const found = vendor.extras?.[name];
  if (found === undefined) throw new TypeError(`${name} is no extra`);
  return found(...(parameters as never[]));
}

export async function send(url: string, init: RequestInit = {}): Promise<Got> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

/** Some vendors answer in HTML; the test looks at the text then. */
function parsed(text: string): Loose {
  try {
    return JSON.parse(text) as Loose;
  } catch {
    return {};
  }
}

export function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Got> {
  return send(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

export function postForm(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Got> {
  return send(url, { method: "POST", headers, body: new URLSearchParams(fields) });
}
