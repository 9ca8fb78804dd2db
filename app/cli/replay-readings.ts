import type { Gap } from "../comparison/contract.ts";
import type { Engine } from "../comparison/engine.ts";
import { gapsOf, keysOf as keyStates, type KeyStates, type TakingPart } from "../comparison/key-states.ts";
import type { Pulled } from "./recorded-snapshot.ts";
import type { RecordedStore } from "./recorded-store.ts";

export { nearMatchesOf, skusOfItems, spellingsOf } from "../comparison/key-states.ts";

export type SnapshotKey = KeyStates;

/** Every key of a snapshot with what each system said, those that the comparison leaves out included. */
export function keysOf(engine: Engine, pulled: Pulled, store: RecordedStore): readonly SnapshotKey[] {
  return [...keyStates(engine, takingPart(store, pulled), store.setup)];
}

/** The gaps of keys that the comparison leaves out, with the verdict of the numbers as they stand. */
export function gapsLeftOut(keys: readonly SnapshotKey[], { setup }: RecordedStore): readonly Gap[] {
  return keys.flatMap((key) => (key.leftOut === null ? [] : gapsOf(key, setup)));
}

function takingPart({ setup }: RecordedStore, pulled: Pulled): TakingPart {
  return new Map(
    setup.locations.map(({ id }) => [
      id,
      new Set(
        [...pulled.keys()].filter(
          (system) =>
            system === "storefront" ||
            setup.codes.some((code) => code.locationId === id && code.role === system),
        ),
      ),
    ]),
  );
}
