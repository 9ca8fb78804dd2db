import type { Instant } from "../inventory/index.ts";
import type { PeopleStore } from "../shops/people.ts";
import type { ProfileEndpoint } from "../storefront/token-endpoint.ts";
import type { Caller } from "./contract.ts";

const NOTED_EVERY = 60 * 60 * 1_000;

/**
 * Gets to know whoever opens the app: the id token names only an id, so the name is asked for once per person and kept. It happens
 * beside the page, which waits for nothing; a failure is tried again at a later visit.
 */
export function greeter(dependencies: {
  readonly people: PeopleStore;
  readonly endpoint: ProfileEndpoint;
  readonly now: () => Instant;
  readonly log: { warn(details: object, message: string): void };
}): (caller: Caller, idToken: string | null) => void {
  const { people, endpoint, now, log } = dependencies;
  const noted = new Map<string, Instant>();

  const greet = async ({ shop, person }: Caller, idToken: string | null): Promise<void> => {
    const known = await people.find(shop, person);
    const told = known?.profile || idToken === null ? null : await endpoint.profileOf(shop, idToken);
    const profile = told?.id === person ? { name: told.name, email: told.email, locale: told.locale } : null;
    await people.seen(shop, person, profile, now());
  };

  return (caller, idToken) => {
    const key = JSON.stringify([caller.shop, caller.person]);
    const last = noted.get(key);
    if (last !== undefined && now() - last < NOTED_EVERY) return;
    noted.set(key, now());
    greet(caller, idToken).catch((error: unknown) => {
      noted.delete(key);
      const problem = error instanceof Error ? error.message : "unknown";
      log.warn({ shop: caller.shop, problem }, "A person's name could not be noted yet");
    });
  };
}
