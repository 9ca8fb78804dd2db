import type { LocationCode, ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { Source } from "../ports.ts";
import type { KeptReadingStore } from "./kept.ts";
import type { Keeper } from "./keeper.ts";
import { rowText } from "./pages.ts";
import { anyKept } from "./read.ts";

/** Whether every system that shares a location with this connection can be asked for single keys. */
export function secondLookAt(
  connectionId: string,
  sources: readonly Source[],
  codes: readonly LocationCode[],
): boolean {
  const places = new Set(
    codes.filter((code) => code.connectionId === connectionId).map(({ locationId }) => locationId),
  );
  const sharing = new Set(
    codes.filter(({ locationId }) => places.has(locationId)).map((code) => code.connectionId),
  );
  return sources.every(({ connection, canProbe }) => canProbe || !sharing.has(connection.id));
}

/** A source whose single reads belong to what is kept of it; `save` writes them down when the scan has looked its fill. */
export interface Attentive {
  readonly source: Source;
  readonly save: () => Promise<void>;
}

export function attentiveTo(
  sources: readonly Source[],
  read: readonly { readonly connectionId: string | null; readonly keeper: Keeper | null }[],
  kept: KeptReadingStore,
): readonly Attentive[] {
  const keepers = new Map(read.map(({ connectionId, keeper }) => [connectionId, keeper]));
  return sources.map((source) => {
    const keeper = keepers.get(source.connection.id) ?? null;
    return keeper === null ? { source, save: () => Promise.resolve() } : attentive(source, keeper, kept);
  });
}

function attentive(source: Source, keeper: Keeper, kept: KeptReadingStore): Attentive {
  const { shop, id } = source.connection;
  const seen = new Map<string, ReportedLevel>();
  const silent = new Set<string>();
  return {
    source: {
      ...source,
      async readKeys(keys: readonly ReportedKey[], signal) {
        const levels = await source.readKeys(keys, signal);
        for (const level of levels) seen.set(rowText(level), level);
        for (const key of keys) if (!seen.has(rowText(key))) silent.add(rowText(key));
        return levels;
      },
    },
    async save() {
      if (seen.size > 0) await keeper.changes([...seen.values()]);
      if (await anyKept(kept, [shop, id], silent)) await kept.doubt(shop, id, "vanished");
    },
  };
}
