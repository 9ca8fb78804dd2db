import type { Instant } from "../inventory/index.ts";

/** Somebody who opens the app in this shop. Shopify's id token names an id; the rest is asked for once. */
export interface Person {
  readonly id: string;
  readonly profile: Profile | null;
  /** Locations that they look after: for banners and messages. Empty: all. */
  readonly myLocations: readonly string[];
}

export interface Profile {
  readonly name: string;
  readonly email: string | null;
  readonly locale: string | null;
}

export interface PeopleStore {
  find(shop: string, id: string): Promise<Person | null>;
  list(shop: string): Promise<readonly Person[]>;
  /** Notes a visit; a profile that is null keeps what is known. */
  seen(shop: string, id: string, profile: Profile | null, at: Instant): Promise<void>;
  chooseLocations(shop: string, id: string, locations: readonly string[]): Promise<void>;
}

/** How a person is called on screens: by name where Shopify told it. */
export function nameOf(person: Person | undefined, id: string): string {
  if (person?.profile) return person.profile.name;
  if (id === "app") return "Inventory Handoff";
  return id.startsWith("flow") ? "Shopify Flow" : `Staff member ${id}`;
}
